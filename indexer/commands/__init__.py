"""Commands of `python -m indexer` about the documents staff adds."""
