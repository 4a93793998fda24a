"""A language model, where one is set: opening it, asking it within limits, writing answers with it.

Nothing here is imported before LLM_MODEL says that there is one.
"""
