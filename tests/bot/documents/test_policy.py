"""The basic policy: filled in, as Word files and as a web page."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx as reader
import pytest

from bot.documents import policy as policies
from bot.documents.errors import DocumentError
from bot.documents.policy_page import page
from tests.bot.documents.dossiers import EMOJI, HARD_NAMES, IVS, policy, policy_text

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def text_of(data: bytes) -> str:
    """The text of a Word file, a paragraph a line."""
    return "\n".join(row.text for row in reader.Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_names_stay_literal_in_every_form(name: str) -> None:
    made = policies.written(policy(name), policy_text())
    for data in (policies.docx(made), policies.printed(made)):
        text = text_of(data)
        assert made.company in text
        assert not _BIDI.search(text)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(part))
    assert "<script" not in page(made)
    assert not _BIDI.search(page(made))


def test_typed_braces_are_never_filled() -> None:
    given = policy("{owner}{{7*7}}${7*7}", contact="{company}", representative_name="{assets}")
    made = policies.written(given, policy_text())
    assert made.company == "{owner}{{7*7}}${7*7}"
    assert "お問い合わせ {company}" in made.closing
    assert "代表取締役 {assets}" in made.closing
    assert "49" not in text_of(policies.docx(made))


def test_rare_letters_and_emoji_are_kept() -> None:
    for name in ("髙橋﨑本", IVS, EMOJI, "神\ufa19社"):
        assert policies.written(policy(name), policy_text()).company == name


def test_line_breaks_become_spaces_and_direction_marks_go() -> None:
    made = policies.written(policy(HARD_NAMES["lines"]), policy_text())
    assert made.company == "株式会社 改行 製作所 別行"
    made = policies.written(policy(HARD_NAMES["direction"]), policy_text())
    assert made.company == "株式会社exe.fdp製作所"


def test_what_was_not_given_leaves_no_gap() -> None:
    made = policies.written(policy(contact="", revised_on=""), policy_text())
    assert not any("改定日" in line or "お問い合わせ" in line for line in made.closing)
    assert "問い合わせ" not in made.paragraphs[4].text
    assert made.paragraphs[1].text.startswith("情報セキュリティの担当者を置き")


def test_dates_read_as_in_japan_and_other_words_stay() -> None:
    made = policies.written(policy(revised_on="令和8年12月"), policy_text())
    assert "制定日 2026年11月1日" in made.closing
    assert "改定日 令和8年12月" in made.closing


def test_the_word_file_has_headings_language_fonts_and_properties() -> None:
    made = policies.written(policy(), policy_text())
    document = reader.Document(io.BytesIO(policies.docx(made)))
    styles = [row.style.name for row in document.paragraphs if row.style]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 5
    assert document.core_properties.title == "情報セキュリティ基本方針"
    assert document.core_properties.author == made.company
    assert document.core_properties.language == "ja-JP"
    section = document.sections[0]
    assert section.page_width and section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    xml = document.styles.element.xml
    assert 'w:eastAsia="游明朝"' in xml
    assert 'w:val="ja-JP"' in xml


def test_the_file_is_the_same_bytes_again_and_has_nothing_outside() -> None:
    made = policies.written(policy(), policy_text())
    data = policies.docx(made)
    assert data == policies.docx(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
    assert b'TargetMode="External"' not in rels


def test_the_page_is_complete_and_loads_nothing() -> None:
    html = page(policies.written(policy('"><img src=x onerror=alert(1)>'), policy_text()))
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not {"src", "href", "onerror"} & {name for name, _ in attrs}

    Tags().feed(html)
    assert seen.count("h1") == 1
    assert seen.count("h2") == 5
    assert not {"img", "script", "link", "iframe"} & set(seen)
    assert '<html lang="ja">' in html
    assert '<meta charset="utf-8">' in html
    assert "@media print" in html
    assert "url(" not in html


def test_a_full_disk_is_said_in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(policies, "saved", full)
    with pytest.raises(DocumentError, match="空きがなく"):
        policies.docx(policies.written(policy(), policy_text()))
