"""notelint itself."""
