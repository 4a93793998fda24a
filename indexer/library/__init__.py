"""Documents office staff added: the originals, what they were read into, and what is said of them."""
