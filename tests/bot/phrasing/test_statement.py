"""Statements out of a stream: in pieces, in one object, and out of anything else."""

from __future__ import annotations

import json
import random
import time

import pytest

from bot.phrasing.statement import LONGEST_LINE, MOST_STATEMENTS, Reader, Statement

_ROW = {"text": "★で足ります。", "source": "P1", "quote": "★一つ星で足ります"}
_SAID = Statement(**_ROW)


def _line(**changed: str) -> str:
    return json.dumps(_ROW | changed, ensure_ascii=False) + "\n"


def _read(text: str, size: int = 7) -> tuple[list[Statement], int]:
    reader = Reader()
    found = [row for at in range(0, len(text), size) for row in reader.feed(text[at : at + size])]
    found += reader.end()
    return found, reader.malformed


def test_a_statement_is_given_as_soon_as_its_line_ends() -> None:
    reader = Reader()
    assert reader.feed(_line()[:-1]) == []
    assert reader.feed("\n" + _line(text="もう一つです。")[:10]) == [_SAID]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_size_of_the_pieces_makes_no_difference(size: int) -> None:
    said = _line() + _line(text="二つ目です。") + _line(text="三つ目です。")
    found, malformed = _read(said, size)
    assert [row.text for row in found] == ["★で足ります。", "二つ目です。", "三つ目です。"]
    assert malformed == 0


def test_the_last_line_needs_no_end() -> None:
    assert _read(_line().strip()) == ([_SAID], 0)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("before", ["", "```json\n", "はい、次のとおりです。\n"])
def test_a_whole_object_is_read_at_the_end(before: str, indent: int | None) -> None:
    whole = json.dumps({"statements": [_ROW]}, ensure_ascii=False, indent=indent)
    found, _ = _read(before + whole + "\n```\n")
    assert found == [_SAID]


def test_an_object_longer_than_a_line_is_read_at_the_end() -> None:
    rows = [_ROW | {"text": f"{number}です。" + "あ" * 200} for number in range(30)]
    found, malformed = _read(json.dumps({"statements": rows}, ensure_ascii=False), 100)
    assert len(found) == 30
    assert malformed == 0


def test_a_list_over_lines_is_read_line_by_line() -> None:
    rows = ",\n".join(_line(text=text).strip() for text in ("一です。", "二です。"))
    assert len(_read(f"[\n{rows}\n]\n")[0]) == 2


def test_what_was_said_is_said_once() -> None:
    assert _read(_line() * 5)[0] == [_SAID]


def test_there_is_room_for_so_many_statements() -> None:
    said = "".join(_line(text=f"{number}です。") for number in range(3 * MOST_STATEMENTS))
    assert len(_read(said)[0]) == MOST_STATEMENTS


@pytest.mark.parametrize(
    "line",
    [
        "ごめんなさい、できません。",
        "{",
        '{"text": "a"}',
        '{"text": 1, "source": "P1", "quote": "q"}',
        '{"text": " ", "source": "P1", "quote": "q"}',
        '{"text": "a", "source": "P1", "quote": "q", "text": "b"}',
        '{"text": NaN, "source": "P1", "quote": "q"}',
        '{"text": "\\ud800", "source": "P1", "quote": "q"}',
        "[" * 3000,
        '{"a":' * 700,
        "null",
        "9" * 4500,
        '"P1"',
    ],
)
def test_anything_else_is_dropped(line: str) -> None:
    found, _ = _read(line + "\n" + _line())
    assert found == [_SAID]


def test_a_line_that_is_too_long_is_dropped() -> None:
    found, malformed = _read(_line(text="あ" * LONGEST_LINE) + _line(), 500)
    assert (found, malformed) == ([_SAID], 1)


def test_noise_never_raises() -> None:
    rng = random.Random(3)
    alphabet = '{}[]":,\\ntu0 あ\ud800\x00`\n' + "textsourcequote"
    for _ in range(300):
        _read("".join(rng.choice(alphabet) for _ in range(rng.randint(0, 400))), rng.randint(1, 9))


def test_a_flood_takes_time_in_proportion() -> None:
    def seconds(length: int) -> float:
        begun = time.perf_counter()
        _read("[{" * length, 50)
        return time.perf_counter() - begun

    seconds(1000)
    assert seconds(400_000) < 60 * max(seconds(40_000), 0.01)


def _thought(aloud: str) -> str:
    return f"利用者は★の数を聞いている。\n{_line(text='まだ考え中です。')}{aloud}"


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("opening", ["<think>\n", "<think>"])
def test_what_a_model_thinks_before_it_answers_is_not_heard(opening: str, size: int) -> None:
    assert _read(opening + _thought("</think>\n\n") + _line(), size) == ([_SAID], 0)
    assert _read(opening + _thought("では。</think>") + _line(), size) == ([_SAID], 0)


def test_a_model_whose_server_opened_its_thinking_counts_as_sound_from_where_it_ends() -> None:
    assert _read("まず資料を読む。\n次に答える。\n</think>\n" + _line()) == ([_SAID], 0)


def test_a_thought_without_an_end_says_nothing() -> None:
    assert _read("<think>" + _thought("")) == ([], 0)


def test_a_whole_object_after_a_thought_is_read() -> None:
    draft = json.dumps({"statements": [_ROW | {"text": "下書きです。"}]}, ensure_ascii=False)
    whole = json.dumps({"statements": [_ROW]}, ensure_ascii=False, indent=1)
    assert _read(f"<think>{draft}</think>\n```json\n{whole}\n```")[0] == [_SAID]


@pytest.mark.parametrize("form", ["{0},", "- {0}", "1. {0}", "2) {0}", "・{0}"])
def test_lines_of_a_list_are_read(form: str) -> None:
    assert _read(form.format(_line().strip()) + "\n") == ([_SAID], 0)


def test_commas_too_many_are_forgiven() -> None:
    assert _read(_line().replace('"}', '",}')) == ([_SAID], 0)
    rows = f'{{"statements": [\n  {json.dumps(_ROW, ensure_ascii=False, indent=2)},\n],}}'
    assert _read(rows)[0] == [_SAID]


def test_objects_over_several_lines_are_read_one_after_the_other() -> None:
    rows = [
        json.dumps(_ROW | {"text": text}, ensure_ascii=False, indent=2) for text in ("一", "二")
    ]
    assert [row.text for row in _read("```json\n" + "\n".join(rows) + "\n```")[0]] == ["一", "二"]


@pytest.mark.parametrize("source", ["[P1]", "p1", "【P1】", " P1 "])
def test_an_id_is_known_whatever_stands_around_it(source: str) -> None:
    assert _read(_line(source=source)) == ([_SAID], 0)


def test_a_long_thought_in_one_line_ends_where_it_ends() -> None:
    assert _read("<think>" + "考" * 2 * LONGEST_LINE + "</think>\n" + _line()) == ([_SAID], 0)
