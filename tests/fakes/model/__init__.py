"""A language model's server on loopback: it says what a player plays, and fails as told.

with ModelServer(lambda messages: "はい") as server:
    settings = Settings.model_validate({"LLM_MODEL": "openai:played", "LLM_BASE_URL": server.url})
"""

from __future__ import annotations

from tests.fakes.model.faults import Fault
from tests.fakes.model.server import ModelServer, Play, closed_url

__all__ = ["Fault", "ModelServer", "Play", "closed_url"]
