"""Lists over all programmes: recognised, placed, counted, and honest about what is not known."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering import words
from bot.answering.facts import programme_lists
from bot.answering.facts.fact import Listing
from bot.answering.understanding import Reader
from bot.subsidies.lists import asking_for, open_rounds
from indexer.index import Index
from knowledge.catalog import Catalog
from knowledge.schema import Star
from tests.bot.asking import TODAY, Ask, advisor_over

NEXT_DAY = dt.date(2026, 12, 16)


def listed(reader: Reader, catalog: Catalog, question: str, day: dt.date = TODAY) -> Listing | None:
    return programme_lists.answer(reader.read(question, day), catalog)


def text(listing: Listing) -> str:
    return "\n".join([listing.head, *(line.text for line in listing.lines), *listing.tail])


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("★★が必要な補助金は？", words.NEEDS_TWO),
        ("二つ星がいる補助金ってどれ", words.NEEDS_TWO),
        ("★だけでいい補助金", words.NEEDS_ONE),
        ("一つ星で申請できる補助金を教えて", words.NEEDS_ONE),
        ("加点になる補助金", words.GIVES_BONUS),
        ("SECURITY ACTIONがいらない補助金は？", words.NEEDS_NONE),
        ("宣言が不要な助成金ある？", words.NEEDS_NONE),
        ("SECURITY ACTIONが必要な補助金一覧", words.NEEDS_ANY),
        ("今公募中のものは", words.OPEN),
        ("いま申し込める補助金は？", words.OPEN),
        ("いま申請できる補助金ぜんぶ教えてくれへん", words.OPEN),
    ],
)
def test_the_list_asked_for(
    reader: Reader, shipped_catalog: Catalog, question: str, what: str
) -> None:
    found = listed(reader, shipped_catalog, question)
    assert found is not None, question
    assert found.subject == what


@pytest.mark.parametrize(
    "question",
    [
        "★は必要？",
        "IT導入補助金に★は必要？",
        "補助金ほしいねん",
        "県の補助金に要る？",
        "補助金の締切はいつ？",
        "その補助金は今申し込める？",
        "★★が必要なのはなぜ？",
        "東京都のサイバーセキュリティ対策促進助成金は今募集中？",
    ],
)
def test_no_list_where_none_is_asked_for(
    reader: Reader, shipped_catalog: Catalog, question: str
) -> None:
    assert listed(reader, shipped_catalog, question) is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("宮崎県で今申し込める補助金は？", "宮崎県"),
        ("宮崎で今申し込める補助金は？", "宮崎県"),
        ("みやざきけんで今申し込める補助金は？", "宮崎県"),
        ("宮﨑県で今申し込める補助金は？", "宮崎県"),
        ("茨木県で今申し込める補助金は？", "茨城県"),
        ("大阪市の補助金は？", "大阪府大阪市"),
        ("東京の補助金一覧", "東京都"),
        ("京都の補助金一覧", "京都府"),
        ("久留米で今申し込める補助金は？", "福岡県久留米市"),
    ],
)
def test_a_place_however_it_is_written(
    reader: Reader, shipped_catalog: Catalog, question: str, place: str
) -> None:
    found = listed(reader, shipped_catalog, question)
    assert found is not None, question
    assert found.subject == f"{place}で{words.OPEN}"


@pytest.mark.parametrize(
    "question",
    ["うちの県で今申し込める補助金は？", "地元の補助金一覧", "横浜市で今申し込める補助金は？"],
)
def test_an_unknown_place_is_asked_back(ask_shipped: Ask, question: str) -> None:
    answer = ask_shipped(question)
    assert answer.kind == "clarify"
    assert "都道府県" in answer.text


def test_every_programme_that_asks_two_stars_is_in_the_list(
    reader: Reader, shipped_catalog: Catalog
) -> None:
    found = listed(reader, shipped_catalog, "★★が必要な補助金をすべて")
    assert found is not None
    said = text(found)
    stars: tuple[Star, ...] = ("two",)
    for row in asking_for(shipped_catalog.programmes, stars, TODAY):
        assert row.name in said
        for exception in row.exceptions:
            assert exception.rstrip("。") in said


def test_by_when_is_told_with_each(reader: Reader, shipped_catalog: Catalog) -> None:
    found = listed(reader, shipped_catalog, "★★が必要な補助金は？")
    assert found is not None
    by_name = {line.text.split(":")[0]: line.text for line in found.lines}
    tokyo = next(row for name, row in by_name.items() if "サイバー" in name)
    miyazaki = next(row for name, row in by_name.items() if "宮崎" in name)
    assert words.BY_WHEN["before_application"] in tokyo
    assert words.BY_WHEN["by_completion"] in miyazaki


@pytest.mark.parametrize("day", [TODAY, NEXT_DAY, dt.date(2026, 8, 1), dt.date(2027, 3, 1)])
def test_what_is_open_for_certain_is_told_and_nothing_else(
    reader: Reader, shipped_catalog: Catalog, day: dt.date
) -> None:
    found = listed(reader, shipped_catalog, "今申し込める補助金をすべて教えて", day)
    assert found is not None
    rows = open_rounds(shipped_catalog.programmes, day)
    sure = {row.edition for row in rows if row.certainty == "確定"}
    told = {line.chunk for line in found.lines if words.COMING not in line.text}
    assert {f"rounds/{edition}" for edition in sure} <= told
    known = {row.edition for row in rows if row.state != "unknown"}
    assert told <= {f"rounds/{edition}" for edition in known}
    assert (f"{len(sure)}件" in found.head) or not sure


def test_a_place_hears_what_closed_there(reader: Reader, shipped_catalog: Catalog) -> None:
    found = listed(reader, shipped_catalog, "宮崎県で今申し込める補助金は？")
    assert found is not None
    closed = [line.text for line in found.lines if line.text.startswith(words.CLOSED)]
    assert any("2026年8月7日" in row for row in closed)


def test_no_list_fills_a_phone(ask_shipped: Ask) -> None:
    for question in (
        "★だけでいい補助金",
        "SECURITY ACTIONがいらない補助金は？",
        "今公募中のものは",
    ):
        answer = ask_shipped(question)
        assert answer.kind == "answered"
        assert len(answer.text.split("\n")) <= 14, answer.text


def test_the_rest_is_a_press_away(ask_shipped: Ask) -> None:
    short = ask_shipped("SECURITY ACTIONがいらない補助金は？")
    more = next(choice for choice in short.choices if choice.label == words.SHOW_ALL)
    assert len(ask_shipped(more.question).citations) > len(short.citations)


def test_the_answer_cites_each_row(ask_shipped: Ask) -> None:
    answer = ask_shipped("★★が必要な補助金は？")
    rows = [line for line in answer.text.split("\n") if line.startswith("・")]
    assert len(rows) == len(answer.citations) >= 2
    for number, row in enumerate(rows, 1):
        assert f"[{number}]" in row


@pytest.mark.parametrize(
    ("first", "then", "subject"),
    [
        ("★★が必要な補助金は？", "そのうち東京は？", f"東京都で{words.NEEDS_TWO}"),
        ("★だけでいい補助金", "そのうち介護は？", f"介護の分野で{words.NEEDS_ONE}"),
        ("愛知県の補助金", "名古屋市は？", f"愛知県名古屋市で{words.OPEN}"),
    ],
)
def test_a_list_can_be_narrowed_by_a_follow_up(
    shipped_index: Index, first: str, then: str, subject: str
) -> None:
    advisor = advisor_over(shipped_index)
    _, conversation = advisor.ask(first, TODAY)
    answer, _ = advisor.ask(then, TODAY, conversation)
    assert answer.subject == subject
