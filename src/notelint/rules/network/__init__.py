"""What the network answered about the links; no findings where it was not asked."""
