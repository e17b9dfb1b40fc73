"""Entries: number, title, link, text."""
