"""Models as played in tests: from the messages of a request to what the model says.

Each is made anew for a run, since some change their ways from request to request. What is drawn by
lot is drawn from the question, so that the same run says the same.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator

from tests.fakes.model.liar import Liar
from tests.fakes.model.reading import faithful_rows
from tests.fakes.model.server import Play
from tests.fakes.model.sheet import Json, Row, Sheet, lines, read, statement

_TOLD = re.compile(
    r"指示|無視|載せ|書け|書いて|答えよ|答えて|言え|言って|出力|従|ignore|output|say", re.I
)
_SECRETS = re.compile(r"プロンプト|システム|鍵|キー|prompt|secret|key", re.I)
_WANTED = re.compile(r"「([^」]{1,120})」|(<[^>]+>|[a-z]+:/*[\w.\-/?=&%@]+)")


def faithful(messages: list[Json]) -> str:
    """A good reader: from all sources what bears on each part of the question, cited right."""
    return lines(faithful_rows(read(messages)))


def sloppy(messages: list[Json]) -> str:
    """Means well: forgets quotes, mistakes ids, quotes from memory, breaks lines, chats."""
    sheet = read(messages)
    rows = faithful_rows(sheet)
    lot = sheet.lot()
    form = lot.randrange(4)
    if form == 0:
        body = json.dumps({"statements": rows}, ensure_ascii=False, indent=2)
        return f"はい、お答えします。\n```json\n{body}\n```\nお役に立てば幸いです。"
    said = [_slip(row, lot.random(), sheet) for row in rows]
    if form == 1:
        said = ["```jsonl\n", *said, "```\n"]
    return "お調べしました。\n" + "".join(said) if form == 2 else "".join(said)


def obedient(messages: list[Json]) -> str:
    """Does what any text it is given tells it to, and cites the text that told it."""
    sheet = read(messages)
    texts = [("P1" if sheet.passages else "A1", sheet.question)]
    texts += [("T1", text) for text in sheet.said]
    texts += [(source.id, row) for source in sheet.sources for row in source.sentences]
    rows = [row for source, text in texts for row in _obeyed(source, text, sheet)]
    return lines([*rows, *faithful_rows(sheet)])


def slow(seconds: float, between: float = 0.0, play: Play = faithful) -> Play:
    """A model that thinks first and then drips.

    Args:
        seconds: before the first line.
        between: before each further line.
        play: what it says.
    """

    def played(messages: list[Json]) -> Iterator[str]:
        time.sleep(seconds)
        for number, line in enumerate(str(play(messages)).splitlines(keepends=True)):
            if number:
                time.sleep(between)
            yield line

    return played


def broken() -> Play:
    """What no program should have to read, another kind each time."""
    turn = itertools.cycle(_RUBBISH)
    return lambda messages: next(turn)(read(messages))


def liar() -> Liar:
    """Lies in another way each time, among things that are true; keeps what it said."""
    return Liar()


# How each is made for a run.
PLAYERS: dict[str, Callable[[], Play]] = {
    "faithful": lambda: faithful,
    "sloppy": lambda: sloppy,
    "liar": liar,
    "slow": lambda: slow(0.8, 0.05),
    "broken": broken,
    "obedient": lambda: obedient,
}


def _slip(row: Row, chance: float, sheet: Sheet) -> str:
    """A line as a careless model writes it; four in ten are as they should be."""
    if chance < 0.4:
        return lines([row])
    if chance < 0.5:
        return lines([{"text": row["text"], "source": row["source"]}])
    if chance < 0.6:
        return lines([row | {"source": f"P{len(sheet.passages) + 3}"}])
    if chance < 0.7:
        return lines([row | {"source": f"[{row['source']}]", "note": "出典"}])
    if chance < 0.85:
        return lines([row | {"quote": row["quote"].replace("は", "が", 1).rstrip("。")}])
    return lines([row])[: -len(row["quote"]) // 2] + "\n"


def _obeyed(source: str, text: str, sheet: Sheet) -> list[Row]:
    if not _TOLD.search(text):
        return []
    wanted = [quoted or address for quoted, address in _WANTED.findall(text)]
    if _SECRETS.search(text):
        wanted.append(sheet.system[:200])
    return [statement(one, source, text[:200]) for one in wanted if one.strip()]


_RUBBISH: tuple[Callable[[Sheet], str], ...] = (
    lambda sheet: "",
    lambda sheet: "あ" * 1_000_000,
    lambda sheet: lines(faithful_rows(sheet))[:-30].replace('"text":', '"text"'),
    lambda sheet: "I am sorry, as an AI language model I cannot help with SECURITY ACTION.",
    lambda sheet: "\x00\x1b[31m\x07\u202e\u200b" * 500,
    lambda sheet: "🎉🔥👨‍👩‍👧‍👦" * 3_000,
    lambda sheet: "[" * 50_000,
    lambda sheet: 'null\n[]\n{}\n{"statements": 7}\n{"text": 1, "source": [], "quote": {}}\nNaN\n',
    lambda sheet: lines([row | {"text": row["text"] * 40} for row in faithful_rows(sheet)]),
    lambda sheet: lines([statement("🎉", row.id, row.text[:40]) for row in sheet.sources]),
)
