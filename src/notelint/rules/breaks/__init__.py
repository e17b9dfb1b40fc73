"""Breaks between lines."""
