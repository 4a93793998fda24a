"""Answers by code over the typed catalogue: dates, levels, amounts, scores, lists."""
