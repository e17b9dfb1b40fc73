"""Papers: one id, one title."""
