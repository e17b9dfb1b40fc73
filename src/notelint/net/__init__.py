"""Asking the network what a notebook's links lead to, politely, and keeping the answers."""
