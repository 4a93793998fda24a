"""Reads one YAML or Markdown file; an error names file, field and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.schema import (
    TO_FILL_IN,
    AppendixSet,
    BasicPolicy,
    Clarification,
    DeclarerCount,
    DocumentSet,
    Draft,
    GuidelineEdition,
    LeadTime,
    Model,
    OfficialHost,
    OfficialWords,
    Passage,
    PrincipleSet,
    Procedure,
    Programme,
    Rewrite,
    RouteRule,
    SelfCheck,
    Slug,
    Source,
    Term,
    ThreatRanking,
)
from knowledge.strict_yaml import line_of, load, places_of
from knowledge.walkthrough import PolicyText, WalkIntent, Walkthrough, WordingRule

_FENCE = "---\n"


class KnowledgeError(Exception):
    """Knowledge that cannot be read; the message names file, field and line."""

    def __init__(self, path: Path, reason: str, *, field: str = "", line: int | None = None):
        self.path, self.field, self.line, self.reason = path, field, line, reason
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {field + ': ' if field else ''}{reason}")


class KnowledgeFile(Model):
    """What one file may hold; every key is optional. `draft` marks what a machine proposed."""

    draft: Draft | None = None
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    edition: GuidelineEdition | None = None
    principle_set: PrincipleSet | None = None
    self_check: SelfCheck | None = None
    basic_policy: BasicPolicy | None = None
    appendix_set: AppendixSet | None = None
    programme: Programme | None = None
    procedures: tuple[Procedure, ...] = ()
    documents: tuple[DocumentSet, ...] = ()
    lead_times: tuple[LeadTime, ...] = ()
    declarers: tuple[DeclarerCount, ...] = ()
    threat_rankings: tuple[ThreatRanking, ...] = ()
    terms: tuple[Term, ...] = ()
    rules: tuple[RouteRule, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    official_words: tuple[OfficialWords, ...] = ()
    scope_words: tuple[str, ...] = ()
    walkthrough: Walkthrough | None = None
    policy_text: PolicyText | None = None
    wording_rules: tuple[WordingRule, ...] = ()
    walk_intents: tuple[WalkIntent, ...] = ()
    official_hosts: tuple[OfficialHost, ...] = ()
    check_at: Slug | None = None


def read_file(path: Path) -> KnowledgeFile:
    """The content of one knowledge file (.yaml, or .md with one passage).

    Raises:
        KnowledgeError: the file is not text, not YAML, or does not fit the schema.
    """
    text = _text(path)
    if path.suffix == ".md":
        header, body, offset = _split_front_matter(path, text)
        data = _load(path, header, offset)
        data = {"passages": [{**data, "text": body}]}
        return _validate(path, data, header, offset, ("passages", 0))
    return _validate(path, _load(path, text, 0), text, 0, ())


def where(path: Path, value: str) -> tuple[str, int | None]:
    """The field and the line of a value in a file, the last if there are several; for messages."""
    text = _text(path)
    header = _split_front_matter(path, text)[0] if path.suffix == ".md" else text
    places = places_of(header, value)
    if not places:
        return "", None
    field, line = places[-1]
    return field, line + (1 if path.suffix == ".md" else 0)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        # Decoded as a stream, the error counts from the start of a block.
        line = _line_of_first_wrong_byte(path.read_bytes())
        raise KnowledgeError(path, f"not UTF-8 ({error.reason})", line=line) from error


def _line_of_first_wrong_byte(content: bytes) -> int:
    lines = content.split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return len(lines)


def _split_front_matter(path: Path, text: str) -> tuple[str, str, int]:
    if not text.startswith(_FENCE):
        raise KnowledgeError(path, "a Markdown section starts with a --- front matter", line=1)
    header, fence, body = text[len(_FENCE) :].partition("\n" + _FENCE)
    if not fence:
        raise KnowledgeError(path, "the front matter is not closed by ---", line=1)
    return header + "\n", body.strip(), 1


def _load(path: Path, text: str, offset: int) -> dict[str, Any]:
    try:
        data = load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + offset if error.problem_mark else None
        raise KnowledgeError(path, error.problem or "not YAML", line=line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise KnowledgeError(path, f"not YAML ({error})") from error
    if not isinstance(data, dict):
        raise KnowledgeError(path, "a mapping is expected at the top", line=1)
    return data


def _validate(
    path: Path, data: dict[str, Any], text: str, offset: int, prefix: tuple[str | int, ...]
) -> KnowledgeFile:
    try:
        file = KnowledgeFile.model_validate(data)
        _check_confirmed(path, file, text, offset)
        return file
    except ValidationError as error:
        first = error.errors()[0]
        location = first["loc"]
        field = ".".join(str(step) for step in location)
        inner = location[len(prefix) :] if location[: len(prefix)] == prefix else location
        line = line_of(text, inner) + offset
        raise KnowledgeError(path, first["msg"], field=field, line=line) from error


def _check_confirmed(path: Path, file: KnowledgeFile, text: str, offset: int) -> None:
    """A draft counts only once a person has confirmed it, and has filled in every blank."""
    draft = file.draft
    if draft is None:
        return
    line = line_of(text, ("draft",)) + offset
    if not (draft.confirmed_by and draft.confirmed_on):
        reason = "a draft nobody has confirmed: fill in confirmed_by and confirmed_on"
        raise KnowledgeError(path, reason, field="draft", line=line)
    if TO_FILL_IN in file.model_dump_json():
        raise KnowledgeError(
            path, f"{TO_FILL_IN} is still to be filled in", field="draft", line=line
        )
