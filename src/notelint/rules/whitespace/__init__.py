"""White space: what `fmt` puts in order."""
