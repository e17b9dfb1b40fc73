"""What the network says of the links: silent where it was not asked."""
