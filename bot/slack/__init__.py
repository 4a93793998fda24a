"""The Slack surface: the only code that imports Slack."""
