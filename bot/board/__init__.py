"""The board: where every client stands, what is in the way, how many days are left. Pure."""
