"""What a model said, parsed, verified against its sources and put into an answer. Pure."""
