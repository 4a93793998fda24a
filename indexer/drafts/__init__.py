"""What a guideline edition lists (principles, self-check items), as a draft for staff to confirm."""
