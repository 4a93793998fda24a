"""What is in the knowledge: counts per area, facts per confidence, what lacks source or date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from knowledge import strict_yaml
from knowledge.catalog import ROOT, load
from knowledge.rendering import passages

_CLAIM_KEYS = {"text", "rule", "correction", "fact"}


def report(root: Path = ROOT) -> tuple[list[str], list[str]]:
    """The report's lines, and the places that lack a source or a date (there should be none).

    Raises:
        KnowledgeError: the knowledge does not fit its schema.
    """
    catalog = load(root)
    lines = ["件数"]
    lines += [f"  {area}: {len(getattr(catalog, area))}" for area in type(catalog).model_fields]
    lines.append(f"  passages with those rendered from typed facts: {len(passages(catalog))}")
    lines.append("確からしさ")
    confidences = Counter(fact.confidence for _, fact in catalog.facts())
    lines += [f"  {level}: {confidences[level]}" for level in ("high", "medium", "low")]
    lines.append(f"  gap: {sum(passage.gap for passage in catalog.passages)}")
    missing = [place for path in sorted(root.rglob("*.yaml")) for place in _lacking(path, root)]
    lines.append(f"出典か日付のない事実: {len(missing)}")
    lines += [f"  {place}" for place in missing]
    return lines, missing


def _lacking(path: Path, root: Path) -> list[str]:
    """Claims of a raw file without source or date, found without trusting the schema."""
    name = path.relative_to(root).as_posix()
    return _walk(strict_yaml.load(path.read_text(encoding="utf-8")), name)


def _walk(value: Any, place: str) -> list[str]:
    if isinstance(value, list):
        return [p for index, item in enumerate(value) for p in _walk(item, f"{place}[{index}]")]
    if not isinstance(value, dict):
        return []
    found = []
    if _CLAIM_KEYS & value.keys() and "confidence" in value:
        found += [f"{place}: {key}" for key in ("sources", "as_of") if not value.get(key)]
    return found + [p for key, item in value.items() for p in _walk(item, f"{place}.{key}")]
