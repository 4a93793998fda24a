"""Files through the real readers in the locked-in process."""

from __future__ import annotations

import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.documents.errors import UnreadableDocument
from indexer.intake import words
from indexer.intake.reading import read_safely
from tests.indexer.intake import files

RULES = "The applicant shall declare two stars"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.pdf", files.text_pdf(RULES), "two stars"),
        ("a.docx", files.package(files.docx_parts("二つ星を宣言していること")), "二つ星"),
        ("a.xlsx", files.package(files.xlsx_parts(["要件", "内容"], ["宣言", "二つ星"])), "二つ星"),
        ("a.html", "<html><body><p>二つ星を宣言</p></body></html>".encode(), "二つ星"),
        ("a.md", "# 要件\n\n二つ星を宣言".encode(), "二つ星"),
        ("a.txt", "二つ星を宣言していること。".encode("cp932"), "二つ星"),
    ],
)
def test_each_kind_is_read(tmp_path: Path, name: str, content: bytes, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    document = read_safely(path)
    assert any(text in block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("a.pdf", lambda: files.encrypted_pdf("himitsu"), "パスワード"),
        ("a.pdf", lambda: files.many_pages_pdf(100_000), "100,000ページ"),
        ("a.pdf", lambda: files.deep_outline_pdf(5000), "しおり"),
        ("a.pdf", lambda: files.flate_bomb_pdf(2**28), "広げると異常に大きくなる"),
        ("a.pdf", lambda: files.unmapped_font_pdf(), "ToUnicode"),
        ("a.xlsx", lambda: files.package({**files.xlsx_parts(["x"]), "xl/x.xml": " " * 2**26}),
         "広げると異常に大きくなる"),
    ],
)  # fmt: skip
def test_what_costs_too_much_is_refused_within_the_limits(
    tmp_path: Path, name: str, make: Callable[[], bytes], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    with pytest.raises(UnreadableDocument) as problem:
        read_safely(path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert re.search(says, problem.value.reason)
    assert time.monotonic() - began < 60
    assert after.ru_utime - before.ru_utime <= 10
    if sys.platform.startswith("linux"):
        # Between fork and exec a child counts the memory of whoever started it, so a big test
        # process shows here as its child's peak.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert after.ru_maxrss <= max(512 * 1024, own, before.ru_maxrss)


def test_a_remote_template_is_named_and_not_followed(tmp_path: Path) -> None:
    parts = files.docx_parts("本文です。") | files.template_link("http://127.0.0.1:9/t.dotm")
    path = tmp_path / "a.docx"
    path.write_bytes(files.package(parts))
    assert words.LINKS_OUTSIDE in read_safely(path).notes


def test_the_owners_name_counts(tmp_path: Path) -> None:
    path = tmp_path / "F0123"
    path.write_bytes(files.text_pdf(RULES))
    assert read_safely(path, name="要領.pdf").kind == "pdf"
    with pytest.raises(UnreadableDocument, match=r"「\.pdf」に直して"):
        read_safely(path, name="要領.docx")
