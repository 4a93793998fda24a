"""The terminal: a surface over the same advisor."""
