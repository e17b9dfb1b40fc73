"""Links, without asking the network."""
