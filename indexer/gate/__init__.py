"""The gate: a version is looked at before it may be served, and who let it through is kept."""

from indexer.gate.answers import Answers, Outcome
from indexer.gate.checking import check
from indexer.gate.report import Finding, Report

__all__ = ["Answers", "Finding", "Outcome", "Report", "check"]
