"""One question or a file of them, in lines or in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import wording
from bot.__main__ import main
from bot.terminal.ask import BadInput, ask_file, ask_one, read_questions
from indexer.index import Index
from tests.bot.asking import TODAY, advisor_over, run

KEYS = ["id", "question", "kind", "text", "certainty", "citations", "index", "latency_ms"]
CITATION_KEYS = ["title", "edition", "section", "page", "url", "as_of", "quote"]


def file_of(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_json_has_exactly_the_promised_keys(
    shipped_index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    advisor = advisor_over(shipped_index)
    choices = 0
    for question in (
        "IT導入補助金は★でいい？",
        "締切いつ？",
        "",
        "明日の天気は？",
        "ぬぬぬぬ",
        "5か条は？",
    ):
        ask_one(advisor, question, TODAY, as_json=True)
        (line,) = capsys.readouterr().out.splitlines()
        row = json.loads(line)
        assert list(row)[:8] == KEYS
        assert list(row)[8:] in ([], ["choices"])
        choices += "choices" in row
        assert row["question"] == question
        assert row["kind"] in ("answered", "clarify", "declined", "unknown")
        assert row["certainty"] in ("確定", "未確認情報", "不明")
        assert row["index"] == shipped_index.version
        assert row["latency_ms"] >= 0
        for citation in row["citations"]:
            assert list(citation) == CITATION_KEYS
            assert isinstance(citation["quote"], str)
        for choice in row.get("choices", []):
            assert list(choice) == ["label", "question"]
    assert choices >= 2


def test_without_json_the_answer_is_lines(
    tiny_index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    ask_one(advisor_over(tiny_index), "消火器の点検はいつ", TODAY, as_json=False)
    shown = capsys.readouterr().out
    assert shown.startswith("消火器は毎月点検します。 [1]")
    assert wording.SOURCES in shown


@pytest.mark.parametrize(
    "question", ["\ud800", "消火器\udfffの点検", "\udc83", "a\x00b", "\u2028消火器"]
)
def test_a_question_of_any_characters_gives_one_line_of_json_a45(
    tiny_index: Index, capfdbinary: pytest.CaptureFixture[bytes], question: str
) -> None:
    ask_one(advisor_over(tiny_index), question, TODAY, as_json=True)
    written = capfdbinary.readouterr().out
    (line,) = written.decode("utf-8").strip("\n").split("\n")
    assert json.loads(line)["question"] == question


def test_bytes_that_are_no_text_give_valid_json_as_a_process_a45(tiny_home: Path) -> None:
    done = run("ask", b"\x83\x65\xff \xed\xa0\x80", "--json", home=tiny_home)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(json.loads(done.stdout.decode("utf-8")))[:8] == KEYS


@pytest.mark.parametrize("encoding", ["ascii", "cp932"])
def test_json_keeps_every_character_on_a_narrow_terminal_a45(
    tiny_home: Path, encoding: str
) -> None:
    question = "消火器の点検～〜はいつ🙂"
    more = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    done = run("ask", question, "--json", home=tiny_home, **more)
    row = json.loads(done.stdout.decode(encoding))
    assert row["question"] == question
    assert "?" not in row["text"]


def test_blank_lines_and_a_byte_order_mark_are_skipped(tmp_path: Path) -> None:
    rows = '\ufeff\n{"id": 1, "question": "甲"}\r\n\n   \n{"id": "b", "question": "", "x": 1}\n\n'
    found = read_questions(file_of(tmp_path, rows))
    assert [(row.id, row.question) for row in found] == [(1, "甲"), ("b", "")]


def test_separators_inside_a_line_do_not_split_it(tmp_path: Path) -> None:
    found = read_questions(file_of(tmp_path, '{"id": 1, "question": "甲\u2028乙\u0085丙"}'))
    assert [row.question for row in found] == ["甲\u2028乙\u0085丙"]


def test_a_file_is_answered_line_by_line_in_order_each_on_its_day(
    tiny_index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": 7, "question": "消火器の点検はいつ", "as_of": "2021-01-01"},
        {"id": "b", "question": "消火器の点検はいつ"},
        {"id": "c", "question": "\ud800"},
    ]
    path = file_of(tmp_path, "\n\n".join(json.dumps(row) for row in rows))
    ask_file(advisor_over(tiny_index), read_questions(path), TODAY)
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in answers] == [7, "b", "c"]
    assert answers[0]["text"].startswith("消火器は半年に一度点検します。")
    assert answers[1]["text"].startswith("消火器は毎月点検します。")


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "甲",
        "[]",
        "null",
        '"甲"',
        '{"id": 1}',
        '{"question": "甲"}',
        '{"id": 1, "question": 2}',
        '{"id": 1, "question": "甲", "as_of": "いつか"}',
        '{"id": 1, "question": "甲", "as_of": "2026-13-45"}',
        f'{{"id": {"9" * 5000}, "question": "甲"}}',
        pytest.param("[" * 200_000, id="deep"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, bad: str) -> None:
    path = file_of(tmp_path, f'\n{{"id": 1, "question": "甲"}}\n\n{bad}\n')
    with pytest.raises(BadInput, match=r"^4行目"):
        read_questions(path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x83\x65\x83\x58"])
def test_a_file_that_is_no_text_is_refused_in_japanese(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput, match="質問ファイルを読めません"):
        read_questions(file_of(tmp_path, content))


def test_a_file_that_is_not_there_is_refused_in_japanese(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(BadInput, match="質問ファイルを読めません"):
            read_questions(path)


def test_a_bad_line_ends_the_command_before_anything_is_answered(
    tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tiny_home))
    path = file_of(tmp_path, '{"id": 1, "question": "甲"}\n{"id": 2\n')
    assert main(["ask", "--file", str(path)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = shown.err.splitlines()
    assert line.startswith("2行目")


def test_an_empty_file_answers_nothing(
    tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tiny_home))
    assert main(["ask", "--file", str(file_of(tmp_path, "\n\n"))]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "question", ["A社、来月の締切に間に合う？", "田中金属さんは締切に間に合いますか"]
)
def test_a_client_nobody_knows_here_is_said_so(
    shipped_index: Index, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    ask_one(advisor_over(shipped_index), question, TODAY, as_json=True)
    row = json.loads(capsys.readouterr().out)
    name = question[: question.index("社") + 1] if "社" in question else "田中金属"
    assert row["kind"] == "clarify"
    assert f"「{name}」" in row["text"]
    assert f"--client {name}" in row["text"]


@pytest.mark.parametrize(
    "question",
    ["デジタル化・AI導入補助金の締切に間に合う？", "まだ間に合う？", "GビズIDは締切に間に合う？"],
)
def test_a_question_that_names_no_client_is_answered(
    shipped_index: Index, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    ask_one(advisor_over(shipped_index), question, TODAY, as_json=True)
    assert "--client" not in json.loads(capsys.readouterr().out)["text"]
