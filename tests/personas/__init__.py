"""Simulated people who go through the walkthroughs by typing, each in their own way."""
