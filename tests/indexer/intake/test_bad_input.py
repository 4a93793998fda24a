"""Every bad file of the catalogue gets a clear Japanese reason (A34 to A38)."""

from __future__ import annotations

import re
import time
from pathlib import Path

import psutil
import pytest

from indexer.documents.errors import UnreadableDocument
from indexer.intake import words
from indexer.intake.inspection import inspect
from indexer.intake.limits import Limits
from indexer.intake.reading import SafeReader, safe_name
from indexer.intake.sniffing import sniff
from tests.indexer.intake import files

LIMITS = Limits()
PDF = files.text_pdf("First page of the rules", "Second page")
DOCX = files.package(files.docx_parts("公募要領", "二つ星を宣言していること"))
XLSX = files.package(files.xlsx_parts(["要件", "内容"], ["★", "必須"]))
MACRO = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}
BOMB = "広げると異常に大きくなる"
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def reason(path: Path, limits: Limits = LIMITS) -> str:
    """Why a file is refused before any reader opens it."""
    with pytest.raises(UnreadableDocument) as problem:
        inspect(path, path.name, limits)
    return problem.value.reason


def with_xml(parts: dict[str, str | bytes], name: str, prologue: str) -> bytes:
    """A package one part of which begins with a declaration."""
    body = str(parts[name]).partition("\n")[2]
    return files.package(parts | {name: f'<?xml version="1.0"?>{prologue}{body}'})


@pytest.mark.parametrize(
    ("name", "content", "kind", "pages"),
    [
        ("要領.pdf", PDF, "pdf", 2),
        ("要領.PDF", b"\xef\xbb\xbf\n" + PDF, "pdf", 2),
        ("様式.docx", DOCX, "docx", 1),
        ("一覧.xlsx", XLSX, "xlsx", 1),
        ("案内.html", "<!DOCTYPE html><p>案内</p>".encode(), "html", 1),
        ("案内.htm", "<html><p>案内</p>".encode("cp932"), "html", 1),
        ("手引.md", "# 手引\n".encode(), "markdown", 1),
        ("手引.txt", "手引です。".encode("cp932"), "plain", 1),
        ("手引.txt", "手引です。".encode("utf-16"), "plain", 1),
        ("手引.txt", "手引です。".encode("euc-jp"), "plain", 1),
        ("手引.txt", ("あ" * 3000).encode(), "plain", 1),
        ("mz.txt", b"MZ is how this text begins", "plain", 1),
    ],
)
def test_whole_files_pass(tmp_path: Path, name: str, content: bytes, kind: str, pages: int) -> None:
    found = inspect(put(tmp_path, name, content), name, LIMITS)
    assert (found.kind, found.pages, found.notes) == (kind, pages, ())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"", "空（0バイト）"),
        ("a.pdf", files.encrypted_pdf("himitsu"), "パスワード"),
        ("a.docx", files.ole("EncryptedPackage", "EncryptionInfo"), "パスワード"),
        ("a.doc", files.ole("WordDocument"), "古い形式のWord"),
        ("a.docx", files.ole("WordDocument"), ".docx"),
        ("a.xls", files.ole("Workbook"), "古い形式のExcel"),
        ("a.ppt", files.ole("PowerPoint Document"), "PowerPoint"),
        ("a.msg", files.ole("__nameid_version1.0"), "何のファイルか"),
        ("a.pdf", "<html><body>ログインしてください".encode(), "ウェブページ"),
        ("a.pdf", b"MZ\x90\0\x03\0\0\0", "プログラム"),
        ("a.pdf", b"\x7fELF\x02\x01\x01\0\0", "プログラム"),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n", "プログラム"),
        ("a.pdf", DOCX, ".docx"),
        ("a.docx", PDF, ".pdf"),
        ("a.docx", XLSX, ".xlsx"),
        ("a.txt", PDF, ".pdf"),
        ("a.md", b"<!doctype html><p>x", ".html"),
        ("a.pdf", "ただのテキスト".encode(), ".txt"),
        ("a", PDF, ".pdf"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\0\0", "画像"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10", "画像"),
        ("a.zip", files.package({"a.txt": "x"}), "取り出して"),
        ("a.docx", files.package({"inner.zip": files.package({"b": "x"})}), "取り出して"),
        ("a.pptx", files.package({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        ("a.xdw", b"\x60\x0e\x82\xe9", "DocuWorks"),
        ("a.csv", b"a,b", ".xlsx"),
        ("a.rtf", b"{\\rtf1 x}", ".docx"),
        ("a.gz", b"\x1f\x8b\x08\0\0\xff", "圧縮"),
        ("a.bin", bytes(range(256)), "何のファイルか"),
        ("a.pdf", bytes(range(256)), "壊れて"),
        ("a.pdf", PDF + DOCX, "2種類"),
        ("a.pdf", DOCX + PDF, "2種類"),
        ("a.docx", DOCX + PDF, "途中で切れて|2種類"),
        ("a.pdf", b"<html><script>x</script></html>" + PDF, "2種類"),
        ("a.pdf", PDF[: len(PDF) // 2], "途中で切れて"),
        ("a.docx", DOCX[: len(DOCX) // 2], "途中で切れて"),
        ("a.pdf", PDF.replace(b"startxref", b"startxxxx"), "壊れて"),
        ("a.pdf", re.sub(rb"startxref\n\d+", b"startxref\n999999", PDF), "壊れて"),
        ("a.pdf", re.sub(rb"0000000\d\d\d 00000 n", b"0000000007 00000 n", PDF), "壊れて"),
        ("a.pdf", re.sub(rb"(?s)xref\n0.*trailer", b"trailer", PDF), "壊れて"),
        ("a.pdf", b"%PDF-1.7\n<html>not a pdf</html>", "途中で切れて"),
        ("a.pdf", files.deep_outline_pdf(500), "しおり"),
        ("a.pdf", files.looping_outline_pdf(), "しおり"),
        ("a.pdf", files.unmapped_font_pdf(), "ToUnicode"),
        ("a.pdf", files.unmapped_font_pdf(first=0x3042), "ToUnicode"),
        ("a.pdf", files.many_pages_pdf(100_000), "100,000ページ"),
        ("a.pdf", files.flate_bomb_pdf(300_000_000), BOMB),
        ("a.pdf", files.pdf([b"<< /Type /Catalog /Pages 2 0 R >>",
                             b"<< /Type /Pages /Kids [] /Count 0 >>"]), "ページが1つもありません"),
        ("a.docx", with_xml(files.docx_parts("x"), "word/document.xml",
                            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "DTD"),
        ("a.xlsx", with_xml(files.xlsx_parts(["x"]), "xl/worksheets/sheet1.xml",
                            '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "DTD"),
        ("a.docx", files.package(files.docx_parts("x") | {"word/x.xml": "<!DOCTYPE d>".encode("utf-16")}), "DTD"),
        ("a.xlsm", files.package(files.xlsx_parts(["x"])), "マクロ"),
        ("a.docm", files.package(files.docx_parts("x") | MACRO), "マクロ"),
        ("a.docx", files.package(files.docx_parts("x") | MACRO), "マクロ"),
        ("a.docx", files.package({**files.docx_parts("x"), "[Content_Types].xml": "macroEnabled.main+xml"}), "マクロ"),
        ("a.xlsx", files.package(files.xlsx_parts(["x"]) | {"xl/macrosheets/sheet1.xml": "<m/>"}), "マクロ"),
        ("a.docx", files.package(files.docx_parts("x") | {"../../evil.txt": "x"}), "名前や並び"),
        ("a.docx", files.package(files.docx_parts("x") | {"/etc/cron.d/x": "x"}), "名前や並び"),
        ("a.docx", files.package(files.docx_parts("x") | {"Word/Document.xml": "<a/>"}), "名前や並び"),
        ("a.xlsx", files.package(files.xlsx_parts(["x"]) | {"xl/big.xml": " " * 40_000_000}), BOMB),
        ("a.xlsx", files.package(files.xlsx_parts(["x"]) | {f"xl/{n}.xml": "" for n in range(6000)}), BOMB),
        ("a.xlsx", files.overlapping_zip(), BOMB),
        ("a.xlsx", files.lying_zip(1_000_000), "壊れて"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = put(tmp_path, name, content)
    began = time.process_time()
    said = reason(path)
    assert re.search(says, said)
    assert JAPANESE.search(said)
    assert said.endswith("。")
    assert "Error" not in said
    assert str(tmp_path) not in said
    assert time.process_time() - began < 3


def test_a_two_gigabyte_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = files.sparse(tmp_path / "a.pdf", 2 * 1024**3)
    began, memory = time.monotonic(), psutil.Process().memory_info().rss
    with pytest.raises(UnreadableDocument, match="2GB。上限は100MB"):
        SafeReader().read(path)
    assert time.monotonic() - began < 0.5
    assert psutil.Process().memory_info().rss - memory < 10 * 1024**2


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, says in ((tmp_path, "フォルダー"), (tmp_path / "none.pdf", "見つかりません")):
        with pytest.raises(UnreadableDocument, match=says):
            SafeReader().read(path)


def test_a_link_with_a_remote_template_is_read_and_noted(tmp_path: Path) -> None:
    parts = files.docx_parts("本文") | files.template_link("http://evil.example/t.dotm")
    found = inspect(put(tmp_path, "a.docx", files.package(parts)), "a.docx", LIMITS)
    assert found.notes == (words.LINKS_OUTSIDE,)


def test_embedded_objects_and_fields_are_noted(tmp_path: Path) -> None:
    parts = files.docx_parts(
        '本文</w:t></w:r><w:r><w:instrText> INCLUDETEXT "c:\\x" </w:instrText></w:r><w:r><w:t>'
    )
    parts["word/embeddings/oleObject1.bin"] = files.ole("x")
    found = inspect(put(tmp_path, "a.docx", files.package(parts)), "a.docx", LIMITS)
    assert found.notes == (words.EMBEDDED.format(count=1), words.FIELDS)


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_flipped_bit_in_the_text_of_a_page_is_noticed(tmp_path: Path, place: int) -> None:
    content = bytearray(files.text_pdf("The subsidy rate is 2/3 and at most 1,000,000 yen."))
    content[content.index(b"stream\n") + 7 + place] ^= 0x10
    assert reason(put(tmp_path, "a.pdf", bytes(content))) == words.DAMAGED_PAGES


def test_a_file_is_judged_by_its_owners_name(tmp_path: Path) -> None:
    path = put(tmp_path, "upload-4711", PDF)
    assert sniff(path, "要領.pdf") == "pdf"
    assert safe_name("../../etc/要領\u202efdp.pdf") == "要領fdp.pdf"
    assert safe_name("C:\\様式\\a.docx") == "a.docx"
    assert safe_name("") == "document"
    assert len(safe_name("あ" * 500 + ".pdf").encode()) < 255
