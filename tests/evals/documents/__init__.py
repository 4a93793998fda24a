"""Questions over real documents: where their answers stand, and whether we find and name it."""
