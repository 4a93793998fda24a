"""Readers: whatever holds text → chunks to index."""
