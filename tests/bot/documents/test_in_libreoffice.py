"""The Word files as LibreOffice shows them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from bot.documents.make import make
from bot.domain.walkthrough import DocumentKind
from knowledge.catalog import Catalog, load
from tests.bot.documents.dossiers import HARD_NAMES, dossier, policy

_OFFICE, _TO_PICTURE = shutil.which("soffice"), shutil.which("pdftoppm")
_WORD: tuple[DocumentKind, ...] = ("policy", "policy_print", "declaration_sheet")
_ONE_PAGE = ("takahashi", "variation", "emoji", "lines", "direction", "template", "markup")


@pytest.fixture(scope="module")
def shown(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all Word files for all names, and the PDFs LibreOffice made of them."""
    if not (_OFFICE and _TO_PICTURE):
        if os.environ.get("HOSHIMICHI_REQUIRE_E2E") == "1":
            pytest.fail("LibreOffice (soffice) and poppler-utils are not installed")
        pytest.skip("LibreOffice or poppler-utils is not installed")
    folder = tmp_path_factory.mktemp("office")
    for kind in _WORD:
        for name, company in HARD_NAMES.items():
            data = make(kind, dossier(catalog, company), catalog).data
            (folder / f"{kind}-{name}.docx").write_bytes(data)
        # As the shipped text reads, with every blank filled.
        given = dossier(catalog, policy=policy(owner="総務部", revised_on="2026-11-20"))
        (folder / f"{kind}-shipped.docx").write_bytes(make(kind, given, load()).data)
    subprocess.run(
        [
            _OFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder


def _pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Pages:\s+(\d+)", told)
    return int(found[1]) if found else 0


def test_every_file_opens(shown: Path) -> None:
    for path in shown.glob("*.docx"):
        assert path.with_suffix(".pdf").is_file(), path.name
        assert _pages(path.with_suffix(".pdf")) >= 1


@pytest.mark.parametrize("kind", _WORD)
@pytest.mark.parametrize("name", (*_ONE_PAGE, "shipped"))
def test_it_is_one_page(kind: DocumentKind, name: str, shown: Path) -> None:
    assert _pages(shown / f"{kind}-{name}.pdf") == 1


def test_what_was_typed_stands_there_literally(shown: Path) -> None:
    told = subprocess.run(
        ["pdftotext", shown / "policy-template.pdf", "-"], capture_output=True, text=True
    ).stdout
    assert "{{7*7}}{% for x in y %}${7*7}{company}" in told.replace("\n", "")
    assert "髙橋﨑本" in subprocess.run(
        ["pdftotext", shown / "policy-takahashi.pdf", "-"], capture_output=True, text=True
    ).stdout.replace("\n", "")


@pytest.mark.parametrize("kind", _WORD)
def test_the_page_is_written_on_within_its_margins(kind: DocumentKind, shown: Path) -> None:
    made = shown / f"{kind}-shipped"
    subprocess.run(["pdftoppm", "-r", "50", "-png", f"{made}.pdf", made], check=True)
    with Image.open(next(shown.glob(f"{kind}-shipped-*.png"))) as picture:
        box = picture.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
        assert box
        left, top, right, bottom = box
        assert left >= 30 and picture.width - right >= 30
        assert top >= 30 and picture.height - bottom >= 30
        assert (bottom - top) / picture.height > 0.45
