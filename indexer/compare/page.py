"""A comparison as one web page that needs nothing else: no script, no picture, no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from indexer.compare import wording
from indexer.compare.align import Change
from indexer.compare.sections import (
    QUIET,
    SHOWN,
    Group,
    Named,
    Section,
    at_once,
    effects_by_kind,
    effects_note,
    marks,
    pages,
    said,
    sections,
    spans,
    summary,
)

_STYLE = """
:root{color-scheme:light}
body{font-family:'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif;
line-height:1.75;max-width:46rem;margin:1.5rem auto 4rem;padding:0 1rem;color:#1f2328;
overflow-wrap:anywhere}
h1{font-size:1.35rem;line-height:1.5}
h2{font-size:1.1rem;border-bottom:2px solid #d0d7de;padding-bottom:.25rem;margin:2.2rem 0 .6rem}
h3{font-size:.95rem;margin:1rem 0 .2rem}
.place{color:#57606a;font-size:.82rem;font-weight:normal;margin:1.1rem 0 .2rem}
.note{color:#57606a;font-size:.9rem;margin:.2rem 0}
p{margin:.3rem 0}
.change{margin:.35rem 0;padding:.3rem .7rem;border-left:3px solid #d0d7de}
.figures .change{border-left-color:#bf8700;background:#fff8e5}
.page{color:#57606a;font-size:.8rem;white-space:nowrap}
.mark{display:inline-block;background:#bf8700;color:#fff;border-radius:.25rem;font-size:.75rem;
line-height:1.5;padding:0 .4rem;margin-right:.3rem}
del{background:#ffebe9;color:#82071e}
ins{background:#dafbe1;color:#116329}
nav{background:#f6f8fa;border-radius:.5rem;padding:.6rem 1rem;margin:1rem 0}
nav ul{margin:.2rem 0;padding-left:1.2rem}
ul.effects{margin:.2rem 0;padding-left:1.2rem;font-size:.92rem}
.id{color:#57606a;font-size:.8rem}
summary{cursor:pointer}
summary h2{display:inline-block;width:calc(100% - 1.5rem);border-bottom:0;margin:1.4rem 0 .2rem}
footer{border-top:1px solid #d0d7de;margin-top:2.5rem;padding-top:.6rem;font-size:.9rem}
@media print{details>*{display:block}nav{display:none}.change{break-inside:avoid}}
"""
_TAGS = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


def page(named: Named) -> str:
    """The whole comparison as HTML."""
    return "\n".join(_html(named)) + "\n"


def _html(named: Named) -> Iterator[str]:
    title = escape(named.title)
    rows = sections(named.comparison)
    yield f'<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1><p>{escape(summary(named.comparison))}</p>"
    if rows:
        yield _contents(named, rows)
        yield f'<p class="note">{escape(wording.LEGEND_MARKED)}</p>'
        yield from (line for row in rows if row.id == "figures" for line in _section(row))
        yield from _effects(named)
        yield from (line for row in rows if row.id != "figures" for line in _section(row))
    else:
        yield f"<p>{escape(wording.NO_CHANGES)}</p>"
    yield f"<footer>{escape(wording.BY_COMPUTER)}</footer></body></html>"


def _contents(named: Named, rows: tuple[Section, ...]) -> str:
    links = [(row.id, row.heading, row.count) for row in rows]
    at = 1 if links[0][0] == "figures" else 0
    links.insert(at, ("effects", wording.SECTIONS["effects"], len(named.effects)))  # type: ignore[arg-type]
    items = "".join(
        f'<li><a href="#{name}">{escape(heading)}</a>（{count}）</li>'
        for name, heading, count in links
    )
    return f"<nav><strong>{wording.CONTENTS}</strong><ul>{items}</ul></nav>"


def _section(section: Section) -> Iterator[str]:
    heading = f"<h2>{escape(section.heading)}（{section.count}）</h2>"
    quiet = section.id in QUIET
    if quiet:
        yield f'<details id="{section.id}"><summary>{heading}</summary>'
    else:
        yield f'<section id="{section.id}" class="{section.id}">{heading}'
    if section.note:
        yield f'<p class="note">{escape(section.note)}</p>'
    for group in section.groups:
        yield from _group(group, at_once(section, group))
    yield "</details>" if quiet else "</section>"


def _group(group: Group, shown: int) -> Iterator[str]:
    yield f'<h3 class="place">{escape(group.place)}</h3>'
    yield from map(_change, group.changes[:shown])
    if rest := group.changes[shown:]:
        yield f"<details><summary>{escape(wording.EFFECT_MORE.format(count=len(rest)))}</summary>"
        yield from map(_change, rest)
        yield "</details>"


def _change(change: Change) -> str:
    chips = "".join(f'<span class="mark">{escape(mark)}</span>' for mark in marks(change))
    where = f' <span class="page">{escape(pages(change))}</span>' if pages(change) else ""
    return f'<div class="change">{chips}{_marked(change)}{where}</div>'


def _effects(named: Named) -> Iterator[str]:
    yield f'<section id="effects"><h2>{escape(wording.SECTIONS["effects"])}（{len(named.effects)}）</h2>'
    yield f'<p class="note">{escape(effects_note(named))}</p>'
    for kind, some in effects_by_kind(named.effects).items():
        yield f"<h3>{escape(wording.EFFECT_KINDS[kind])}（{len(some)}）</h3>"
        items = "".join(f"<li>{escape(said(one))}</li>" for one in some[:SHOWN])
        yield f'<ul class="effects">{items}</ul>'
        if len(some) > SHOWN:
            rest = "".join(f"<li>{escape(said(one))}</li>" for one in some[SHOWN:])
            more = escape(wording.EFFECT_MORE.format(count=len(some) - SHOWN))
            yield f'<details><summary>{more}</summary><ul class="effects">{rest}</ul></details>'
    yield "</section>"


def _marked(change: Change) -> str:
    return "".join(
        f"{_TAGS[span.what][0]}{escape(span.text)}{_TAGS[span.what][1]}" for span in spans(change)
    )
