"""How a version answers, made up: no bot is here."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.gate import Outcome
from indexer.index import Index


def well(index: Index) -> Mapping[str, Outcome]:
    """Every version answers alike."""
    return {"Q1": Outcome(question="締切はいつですか", fits=True, facts=(True,), critical=True)}


def worse_with_documents(index: Index) -> Mapping[str, Outcome]:
    """Added documents spoil a critical answer."""
    right = index.documents is None
    return {"Q1": Outcome(question="締切はいつですか", fits=True, facts=(right,), critical=True)}
