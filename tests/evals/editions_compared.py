"""`python -m tests.evals.editions_compared`: how much of what changed between editions is found.

Second editions are made of the real documents by random edits of every kind; an edit counts as
found when one change names its clauses, says its kind, and has the right pages. What is said that
nobody edited counts as false. Then: effects on the shipped knowledge, and drafts. `--large` times two editions of 10,000 clauses.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from indexer.compare.align import Change, Comparison, compare
from indexer.compare.clauses import Clause, clauses, key
from indexer.compare.effects import effects
from indexer.compare.holdings import holdings
from indexer.documents import read
from indexer.documents.model import Block, ReadDocument
from indexer.drafts.kinds import principles_wanted, self_check_wanted
from indexer.drafts.lists import find
from knowledge.catalog import load
from tests.indexer.drafts.guidelines import ITEMS, LAYOUTS, PRINCIPLES
from tests.indexer.drafts.guidelines import same as same_text

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"
_SENTENCE = (
    "申請者は、{n}日以内に事務局へ届け出なければならない。",
    "事務局は、別に定める手引き第{n}版により審査を行う。",
    "賃上げの計画を従業員{n}人以上に示した事業者を優先する。",
)
_POLISH = (
    ("すること。", "しなければならない。"),
    ("場合は、", "ときは、"),
    ("及び", "並びに"),
    ("以下の", "次の"),
    ("又は", "もしくは"),
    ("について", "に関して"),
    ("必ず", "かならず"),
)
_NUMBER = re.compile(
    r"(?<![0-9０-９－\-])[2-9２-９](?=[0-9０-９]*(?:年|月|日|万|円|％|パーセント|者|人|回))"
)
_MARK = re.compile(r"^([(（])([0-9０-９]{1,2})([)）])|^([0-9０-９]{1,2})(?=[．－])")


class Expected(NamedTuple):
    """What is to be said of an edit: kind, and the texts and pages of both sides."""

    edit: str
    kinds: tuple[str, ...]
    old: Clause | None
    new: Clause | None


class Measured(NamedTuple):
    """Edits and those found, by kind of edit; and what was said that nobody edited."""

    edits: Counter[str]
    found: Counter[str]
    false: int
    missed: list[Expected]


Edit = Callable[[list[Block], int, random.Random], tuple[list[Block], str] | None]


def _reworded(block: Block, text: str) -> list[Block]:
    return [block.model_copy(update={"text": text})]


def figure(
    blocks: list[Block], at: int, generator: random.Random
) -> tuple[list[Block], str] | None:
    """A number of an amount, a date, a share."""
    found = list(_NUMBER.finditer(blocks[at].text)) if blocks[at].kind != "table" else []
    if not found:
        return None
    one = generator.choice(found)
    text = blocks[at].text
    digit = "１" if ord(one.group()) > 0xFF00 else "1"
    return _reworded(blocks[at], text[: one.start()] + digit + text[one.end() :]), "changed"


def level(blocks: list[Block], at: int, generator: random.Random) -> tuple[list[Block], str] | None:
    """★ to ★★."""
    text = blocks[at].text
    if blocks[at].kind == "table" or "一つ星" not in text or "二つ星" in text:
        ending = "★二つ星の宣言を要件とする。"
        if blocks[at].kind != "paragraph" or not text.endswith("。"):
            return None
        return _reworded(blocks[at], text + "なお、" + ending), "changed"
    return _reworded(blocks[at], text.replace("★ 一つ星", "★★ 二つ星")), "changed"


def polish(
    blocks: list[Block], at: int, generator: random.Random
) -> tuple[list[Block], str] | None:
    """Other words for the same."""
    block = blocks[at]
    text = block.text
    for old, new in generator.sample(_POLISH, len(_POLISH)):
        text = text.replace(old, new)
    if block.kind == "table" or text == block.text or len(text) < 12:
        return None
    return _reworded(block, text), "changed"


def removal(
    blocks: list[Block], at: int, generator: random.Random
) -> tuple[list[Block], str] | None:
    """A clause is gone."""
    return None if blocks[at].kind in ("table", "heading") else ([], "removed")


def addition(
    blocks: list[Block], at: int, generator: random.Random
) -> tuple[list[Block], str] | None:
    """A clause is new."""
    block = blocks[at]
    text = generator.choice(_SENTENCE).format(n=generator.randint(10, 999))
    came = Block(kind="paragraph", text=text, page=block.page, section=block.section)
    return [block, came], "added"


def parted(
    blocks: list[Block], at: int, generator: random.Random
) -> tuple[list[Block], str] | None:
    """A paragraph in two."""
    block = blocks[at]
    ends = [match.end() for match in re.finditer("。", block.text)][:-1]
    if block.kind != "paragraph" or not ends:
        return None
    where = generator.choice(ends)
    first, second = block.text[:where], block.text[where:]
    if not key(second):
        return None
    return [*_reworded(block, first), *_reworded(block, second)], "split"


def put_together(
    blocks: list[Block], at: int, generator: random.Random
) -> tuple[list[Block], str] | None:
    """Two paragraphs in one; the caller takes out the second."""
    if at + 1 >= len(blocks):
        return None
    one, other = blocks[at], blocks[at + 1]
    if one.kind != "paragraph" or other.kind != "paragraph" or one.section != other.section:
        return None
    return _reworded(one, one.text + other.text), "joined"


def row(blocks: list[Block], at: int, generator: random.Random) -> tuple[list[Block], str] | None:
    """A row of a table."""
    block = blocks[at]
    if block.kind != "table" or len(block.rows) < 2:
        return None
    number = generator.randrange(1, len(block.rows))
    cells = list(block.rows[number])
    if sum(len(cell) for cell in cells) < 12:
        return None
    longest = max(range(len(cells)), key=lambda n: len(cells[n]))
    cells[longest] += "（税抜き）"
    rows = (*block.rows[:number], tuple(cells), *block.rows[number + 1 :])
    return [block.model_copy(update={"rows": rows})], "changed"


def mark(blocks: list[Block], at: int, generator: random.Random) -> tuple[list[Block], str] | None:
    """Another number before the same words."""
    block = blocks[at]
    found = _MARK.match(block.text)
    if block.kind == "table" or not found or len(block.text) < 8:
        return None
    digits = found.group(2) or found.group(4)
    return _reworded(block, block.text.replace(digits, str(int(digits) + 1), 1)), "renumbered"


def move(blocks: list[Block], at: int, generator: random.Random) -> tuple[list[Block], str] | None:
    """A clause goes elsewhere; the caller puts it there."""
    block = blocks[at]
    return None if block.kind in ("table", "heading") or len(block.text) < 12 else ([], "moved")


EDITS: dict[str, Edit] = {
    "figure": figure, "level": level, "polish": polish, "removal": removal, "addition": addition,
    "split": parted, "join": put_together, "row": row, "renumbering": mark, "move": move,
}  # fmt: skip


def second_edition(
    document: ReadDocument, generator: random.Random, count: int
) -> tuple[ReadDocument, list[Expected]]:
    """The document with `count` random edits a page later from some page on, and what is to be said."""
    blocks = list(document.blocks)
    names = list(EDITS)
    places = list(range(2, len(blocks) - 2))
    generator.shuffle(places)
    done: dict[int, tuple[str, str, list[Block]]] = {}
    skipped: set[int] = set()
    later_from = generator.randint(1, document.pages or 1)
    for number in range(count):
        name = names[(number + generator.randrange(2)) % len(names)]
        for at in places:
            near = {at - 1, at, at + 1, at + 2}
            if near & done.keys() or near & skipped:
                continue
            edit = EDITS[name](blocks, at, generator)
            if edit is not None:
                done[at] = (name, edit[1], edit[0])
                if name == "join":
                    skipped.add(at + 1)
                break
    moving = {
        at: generator.choice([n for n in range(len(blocks)) if abs(n - at) > 8])
        for at, (name, _, _) in done.items()
        if name == "move"
    }
    made: list[tuple[int | None, Block]] = []
    for at, block in enumerate(blocks):
        if at not in skipped:
            made += [(at, one) for one in (done[at][2] if at in done else [block])]
        made += [(source, blocks[source]) for source, to in moving.items() if to == at]
    shifted = [
        (at, one.model_copy(update={"page": (one.page or 1) + ((one.page or 1) >= later_from),
            "row_pages": tuple(page + (page >= later_from) for page in one.row_pages)}))
        for at, one in made
    ]  # fmt: skip
    new = document.model_copy(update={"blocks": tuple(one for _, one in shifted)})
    return new, [
        _expected(name, kind, blocks[at], [one for where, one in shifted if where == at])
        for at, (name, kind, _) in done.items()
    ]


def _expected(name: str, kind: str, old: Block, new: list[Block]) -> Expected:
    def of(block: Block) -> tuple[Clause, ...]:
        return clauses(ReadDocument(kind="pdf", title="", pages=1, blocks=(block,)))

    before = of(old)
    after = [clause for block in new for clause in of(block)]
    if kind == "added":
        return Expected(name, (kind,), None, after[-1])
    if name == "row":
        pair = next(
            (o, n) for o, n in zip(before, after, strict=True) if key(o.text) != key(n.text)
        )
        return Expected(name, (kind,), *pair)
    return Expected(name, (kind,), before[0], after[0] if after else None)


def right(change: Change, expected: Expected) -> bool:
    """Whether a change says what an edit did, with the pages of both sides."""

    def same(one: Clause | None, other: Clause | None) -> bool:
        if one is None or other is None:
            return one is other
        return (key(one.text), one.page) == (key(other.text), other.page)

    return (
        change.kind in expected.kinds
        and same(change.old, expected.old)
        and same(change.new, expected.new)
    )


def measure(documents: Sequence[ReadDocument], editions: int, edits: int, seed: int) -> Measured:
    """The edits of so many second editions, and how many were found."""
    total, found, missed, false = Counter[str](), Counter[str](), list[Expected](), 0
    for number in range(editions):
        generator = random.Random(seed * 1000 + number)
        old = documents[number % len(documents)]
        new, expected = second_edition(old, generator, edits)
        left: list[Change] = list(compared(old, new).changes)
        for one in expected:
            total[one.edit] += 1
            hit = next((change for change in left if right(change, one)), None)
            if hit is None:
                missed.append(one)
            else:
                found[one.edit] += 1
                left.remove(hit)
        false += len(left)
    return Measured(total, found, false, missed)


def compared(old: ReadDocument, new: ReadDocument) -> Comparison:
    """As the command compares."""
    return compare(old, new)


def large(count: int, seed: int) -> ReadDocument:
    """An edition of many clauses in chapters of 50."""
    generator = random.Random(seed)
    words = (
        "事業者",
        "補助",
        "申請",
        "交付",
        "決定",
        "経費",
        "報告",
        "計画",
        "導入",
        "要件",
        "書類",
        "期間",
        "事務局",
        "審査",
        "対象",
        "額",
        "従業員",
        "証拠",
    )
    rows = []
    for number in range(count):
        text = (
            "の".join(generator.choices(words, k=14))
            + f"を{generator.randint(1, 99)}日以内に行うこと。"
        )
        section = (f"第{number // 50 + 1}章",)
        rows.append(Block(kind="paragraph", text=text, page=number // 12 + 1, section=section))
    return ReadDocument(kind="pdf", title="", pages=count // 12 + 1, blocks=tuple(rows))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--editions", type=int, default=40)
    parser.add_argument("--edits", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--effects", type=int, default=60)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    if options.large:
        _time_large()
        return 0
    paths = sorted(DOCUMENTS.glob("*.pdf"))
    documents = [read(path, "pdf") for path in paths]
    _say(effects_measured(documents, options.effects, options.seed))
    whole, lists, entries, wrong = drafts_measured()
    _say(f"drafts: {whole} of {lists} lists whole, {entries} entries right, {wrong} wrong")
    invented = [
        path.name
        for path, document in zip(paths, documents, strict=True)
        for wanted in (principles_wanted, self_check_wanted)
        if find(document, wanted(load(), "guideline-v4.0"))
    ]
    _say(f"drafts from documents that are no guideline: {invented or 'none'}")
    result = measure(documents, options.editions, options.edits, options.seed)
    for name, total in sorted(result.edits.items()):
        _say(f"{name:12} {result.found[name]:4} of {total:4}")
    total, found = result.edits.total(), result.found.total()
    _say(f"{'all':12} {found:4} of {total:4} = {found / total:.3f}; false {result.false}")
    if options.missed:
        for one in result.missed:
            _say(one.edit, one.old, one.new)
    start = time.perf_counter()
    both = compare(*documents[:2])
    kinds = Counter(change.kind for change in both.changes)
    _say(
        f"{paths[0].name} with {paths[1].name}: {dict(kinds)}, {time.perf_counter() - start:.2f} s"
    )
    return 0


def drafts_measured() -> tuple[int, int, int, int]:
    """Over every layout of a made guideline: lists found whole, all lists, entries, wrong ones."""
    catalog, whole, entries, wrong = load(), 0, 0, 0
    for make, count in LAYOUTS.values():
        with TemporaryDirectory() as folder:
            path = make(Path(folder))
            document = read(path, "docx" if path.suffix == ".docx" else "pdf")
        for wanted, texts in (
            (principles_wanted(catalog, "guideline-v4.0"), PRINCIPLES[:count]),
            (self_check_wanted(catalog, "guideline-v4.0"), ITEMS),
        ):
            found = find(document, wanted)
            held = found.entries if found else ()
            right = sum(same_text(row.text, text) for row, text in zip(held, texts, strict=False))
            entries += right
            wrong += len(held) - right
            whole += right == len(held) == len(texts)
    return whole, 2 * len(LAYOUTS), entries, wrong


def effects_measured(documents: Sequence[ReadDocument], count: int, seed: int) -> str:
    """How often what the knowledge says of an edition is named when a clause that says it changes.

    The clause is put into a real document in other words than the knowledge's.
    """
    catalog, generator = load(), random.Random(seed)
    own = frozenset({"it2025", "guideline-v3.1", "guideline-v4.0"})
    held = [one for one in holdings(catalog) if one.edition in own and one.kind != "round"]
    asked = generator.sample(held, min(count, len(held)))
    hit = named = 0
    for one in asked:
        unit = max(one.units, key=len)
        before = unit.replace("です", "とする").replace("ます", "るものとする")
        figure_in = re.search(r"[0-9]+", before)
        after = (
            before.replace(figure_in.group(), str(int(figure_in.group()) + 1), 1)
            if figure_in
            else before[: len(before) // 2]
            + "、事務局が定める方法により"
            + before[len(before) // 2 :]
        )
        base = generator.choice(documents)
        at = generator.randrange(len(base.blocks))

        def put(text: str, base: ReadDocument = base, at: int = at) -> ReadDocument:
            block = Block(kind="paragraph", text=text, page=9, section=("要件",))
            return base.model_copy(update={"blocks": (*base.blocks[:at], block, *base.blocks[at:])})

        found = effects(compare(put(before), put(after)), catalog, {str(one.edition)})
        named += sum(effect.kind != "walkthrough" for effect in found)
        hit += any(effect.id == one.id for effect in found)
    return f"effects: {hit} of {len(asked)} found, {named / len(asked):.1f} named for one change"


def _say(*parts: object) -> None:
    sys.stdout.write(" ".join(map(str, parts)) + "\n")


def _time_large() -> None:
    old = large(10_000, 1)
    for name, new in (
        ("one in ten reworded", _reworked(old, 0.1)),
        ("every clause reworded", _reworked(old, 1.0)),
        ("another document", large(10_000, 2)),
        (
            "chapters in other order",
            old.model_copy(update={"blocks": old.blocks[5000:] + old.blocks[:5000]}),
        ),
    ):
        start = time.perf_counter()
        found = compare(old, new)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        kinds = dict(Counter(change.kind for change in found.changes))
        _say(f"{name}: {time.perf_counter() - start:.1f} s, peak {used:.0f} MB, {kinds}")


def _reworked(document: ReadDocument, share: float) -> ReadDocument:
    generator = random.Random(3)
    blocks = [
        one.model_copy(update={"text": one.text.replace("以内に行う", "までに終える")})
        if generator.random() < share
        else one
        for one in document.blocks
    ]
    return document.model_copy(update={"blocks": tuple(blocks)})


if __name__ == "__main__":
    raise SystemExit(main())
