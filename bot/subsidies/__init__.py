"""Subsidies by code over the typed catalogue: requirements, lists, schedules. Pure."""
