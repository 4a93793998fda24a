"""The picture of a self-check."""

from __future__ import annotations

import io

import pytest
from matplotlib.ft2font import FT2Font
from PIL import Image

from bot.documents import chart, fonts, words
from bot.documents.canvas import BLUE, PURPLE, SKY, VERMILION, Canvas
from bot.documents.errors import DocumentError
from knowledge.schema import SelfCheck
from tests.bot.documents.dossiers import BEFORE, HARD_NAMES, result

_MIXED = ("full", "partly", "no", "unknown", "open")


def test_it_is_a_portrait_picture_as_wide_as_a_phone(check: SelfCheck) -> None:
    data = chart.draw(result(check, _MIXED), result(check, at=BEFORE), check, "株式会社星")
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1080
        assert 1.5 < picture.height / picture.width < 2.6


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_every_drawn_letter_is_in_the_font(name: str, check: SelfCheck) -> None:
    glyphs = FT2Font(str(fonts.font_file())).get_charmap()
    page = chart.drawn(result(check, _MIXED), result(check, at=BEFORE), check, name)
    assert {letter for text in page.texts for letter in text if ord(letter) not in glyphs} == set()
    page.png()


def test_letters_of_names_stay_and_pictures_are_left_out() -> None:
    face = fonts.Face()
    assert face.drawable("髙橋﨑本") == "髙橋﨑本"
    assert face.drawable(HARD_NAMES["variation"]) == "葛城商店"
    assert face.drawable("すし🍣屋👨\u200d👩❤\ufe0f") == "すし屋"
    assert face.drawable("𠮟る\u0e01") == "𠮟る〓" or face.drawable("𠮟る\u0e01") == "〓る〓"


def test_no_line_begins_with_a_closing_mark() -> None:
    face = fonts.Face()
    text = "あいうえお」。かきくけ、こ"
    for room in range(48, 150):
        lines = face.wrapped(text, 12, room)
        assert "".join(lines) == text
        assert not any(line.startswith(("」", "。", "、")) for line in lines[1:])
        assert all(face.width(line, 12) <= room for line in lines)


def test_no_text_leaves_the_page_or_is_smaller_than_twelve_points(
    check: SelfCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float] = []
    write = Canvas.write

    def watched(
        page: Canvas, x: float, y: float, text: str, size: float = 12, **more: object
    ) -> float:
        wide = write(page, x, y, text, size, **more)  # type: ignore[arg-type]
        left = {"left": x, "right": x - wide}[str(more.get("to", "left"))]
        assert left >= 40 and left + wide <= 1040, text
        seen.append(size)
        return wide

    monkeypatch.setattr(Canvas, "write", watched)
    for pattern in (("full",), ("unknown",), _MIXED):
        shown = result(check, pattern)
        chart.drawn(shown, result(check, at=BEFORE), check, HARD_NAMES["long"])
    assert min(seen) >= 12


def test_its_colours_differ_in_grey_or_carry_a_hatch() -> None:
    looks = chart._LOOKS
    assert {looks[name][1] for name in ("full", "no", "unknown")} == {BLUE, VERMILION, PURPLE}
    assert looks["partly"][0] == SKY
    assert looks["partly"][2]
    assert looks["unknown"][2]
    assert len(set(looks.values())) == len(looks)


def test_it_shows_the_run_before_and_what_is_not_known(check: SelfCheck) -> None:
    now, before = result(check, _MIXED), result(check, ("full",), at=BEFORE)
    texts = chart.drawn(now, before, check, "会社").texts
    assert "前回 100点（2026年5月21日）" in texts
    assert texts.count("わからない") == 1 + sum(v == "unknown" for v in now.answers.values())
    assert chart.draw(now, before, check, "会社") != chart.draw(now, None, check, "会社")


def test_an_unfinished_run_gets_no_verdict(check: SelfCheck) -> None:
    now = result(check, ("full", "open"))
    texts = chart.drawn(now, result(check, ("no",), at=BEFORE), check, "会社").texts
    assert "途中です（13／25問に回答）" in texts
    assert now.band not in texts
    assert not any("上がりました" in text for text in texts)
    assert "途中です" in chart.alt_text(now, None, check, "会社")


def test_it_draws_the_same_bytes_again(check: SelfCheck) -> None:
    shown = result(check, _MIXED)
    assert chart.draw(shown, None, check, "会社") == chart.draw(shown, None, check, "会社")


def test_a_score_below_zero_is_drawn(check: SelfCheck) -> None:
    assert "-25" in chart.drawn(result(check, ("unknown",)), None, check, "会社").texts


def test_alt_text_says_scores_and_names_the_open_items(check: SelfCheck) -> None:
    now = result(check, ("full", "full", "unknown"))
    text = chart.alt_text(now, result(check, at=BEFORE), check, "会社\u202e")
    assert f"{now.total}点（100点満点）" in text
    assert "前回は100点" in text
    assert "わからない: 3 パスワード管理" in text
    assert "\u202e" not in text
    assert len(text) < 2000


def test_a_missing_font_is_said_in_japanese(
    check: SelfCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_font_package")
    with pytest.raises(DocumentError, match="日本語の文字が見つからず"):
        chart.draw(result(check), None, check, "会社")


def test_any_other_failure_is_said_in_japanese(
    check: SelfCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Canvas) -> bytes:
        raise MemoryError

    monkeypatch.setattr(Canvas, "png", fails)
    with pytest.raises(DocumentError) as raised:
        chart.draw(result(check), None, check, "会社")
    assert str(raised.value) == words.CHART_FAILED
