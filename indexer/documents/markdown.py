"""Markdown → blocks: CommonMark with tables, through the HTML it stands for (markdown-it-py)."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from indexer.documents.html import read_markup
from indexer.documents.model import ReadDocument
from indexer.documents.plain import decoded

_FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)
# Footnotes are no CommonMark: what they say would be taken for the target of a link, and dropped.
_NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]{1,20})\]:[ \t]*", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\]\s]{1,20})\]")
_BOX = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[( |x|X)\]\s", re.MULTILINE)


def read_markdown(path: Path) -> ReadDocument:
    """A Markdown file as blocks.

    Raises:
        UnreadableDocument: in no known encoding, or without text.
    """
    text = _FRONT_MATTER.sub("", decoded(path.read_bytes()))
    text = _BOX.sub(lambda match: match.group(1) + ("□ " if match.group(2) == " " else "☑ "), text)
    text = _NOTE.sub(r"\n注\1：", text)
    text = _CALL.sub(r"（注\1）", text)
    # HTML inside is read as HTML, so that what it conceals is found.
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return read_markup(html, path.stem, "markdown")
