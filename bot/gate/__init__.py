"""What the gate of the indexer cannot know: how a version answers."""

from bot.gate.canaries import answers

__all__ = ["answers"]
