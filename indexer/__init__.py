"""Builds indexes of what we know, and opens them."""
