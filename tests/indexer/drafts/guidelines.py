"""Guideline-like documents in many layouts, of our own sentences, for the tests of the drafts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from docx import Document

from tests.indexer.documents.making import LEFT, Paper

PRINCIPLES = (
    "パソコンの更新をためないようにしよう！",
    "見張り役のソフトを全部の端末に入れよう！",
    "合言葉は長くして使い回さないようにしよう！",
    "共有フォルダーを見られる人を決めよう！",
    "だましの手口を朝礼で知らせ合おう！",
    "写しを別の場所に取って戻す練習をしよう！",
)
WHY = "これを怠ると、知らないうちに入り込まれて、仕事が止まることがあります。"
MEASURES = ("担当する人と日を決めて行う。", "行ったことを台帳に残す。")
_SUBJECTS = (
    "更新の自動適用", "見張りソフトの導入", "長い合言葉", "共有の範囲", "手口の共有",
    "添付を開く前の確認", "宛先の見直し", "重い書類の暗号", "電波の鍵", "閲覧先の制限",
    "写しの保管", "机の上の片付け", "持ち出しの記録", "画面の鎖錠", "来客の案内",
    "機器の施錠", "鍵の管理", "廃棄の方法", "口外しない約束", "年ごとの勉強会",
    "私物端末の届け出", "取引先との約束", "外の業務の選び方", "困った時の連絡順", "決まりの文書化",
)  # fmt: skip
ITEMS = tuple(f"会社では、{one}について、全員が守れるように決めていますか？" for one in _SUBJECTS)
LABELS = tuple(one[:6] for one in _SUBJECTS)
ANSWERS = ("実施している", "一部実施している", "実施していない", "わからない")
_PARTS = (
    (1, "Part 1 基本的対策"),
    (6, "Part 2 従業員としての対策"),
    (19, "Part 3 組織としての対策"),
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕"
_KANJI = "一二三四五六"


def wide(number: int) -> str:
    """A number in full-width digits."""
    return str(number).translate(_WIDE)


def circled(number: int) -> str:
    """A number in a circle."""
    return _CIRCLES[number - 1]


def contents(paper: Paper, leaders: bool, count: int = 6) -> None:
    """A table of contents that lists the principles too, and an overview."""
    paper.text("目次", size=16)
    dots = "・" * 20 if leaders else "     "
    rows = [
        "はじめに",
        "第１部 経営者編",
        "第２部 実践編",
        *(f"{n}．{t}" for n, t in enumerate(PRINCIPLES[:count], 1)),
        "５分でできる自社診断",
        "付録",
    ]
    for number, row in enumerate(rows):
        paper.text(f"{row} {dots} {number + 3}")
    paper.turn()


def opening(paper: Paper, count: int = 6) -> None:
    """What stands before the list: chapters, numbers that are no principles."""
    paper.text("第１部 経営者編", size=16)
    paper.text("１．経営者が知っておくこと", size=13)
    paper.paragraph("事故が起きると、取引先の信用を失い、売上げが落ちることがあります。")
    for number, text in enumerate(("方針を決める。", "予算を取る。", "担当を置く。"), 1):
        paper.text(f"（{number}） {text}")
    paper.text("第２部 実践編", size=16)
    paper.text(f"情報セキュリティ{wide(count)}か条", size=14)
    paper.paragraph(
        "はじめに取り組むことを、次のとおりまとめました。どの会社でも今日から始められます。"
    )


def principles(
    paper: Paper, number: Callable[[int], str], count: int = 6, size: float = 12
) -> None:
    """The principles as headings with what to do."""
    for at, text in enumerate(PRINCIPLES[:count], 1):
        if paper.y > 700:
            paper.turn()
        paper.text(f"{number(at)}{text}", size=size)
        paper.paragraph(WHY)
        for row in MEASURES:
            paper.text(f"・{row}", x=LEFT + 12)
        paper.blank(0.5)


def checks(paper: Paper, number: Callable[[int], str] = lambda n: f"{n} ") -> None:
    """The self-check as a list."""
    paper.turn()
    paper.text("５分でできる！情報セキュリティ自社診断", size=14)
    for at, text in enumerate(ITEMS, 1):
        for first, part in _PARTS:
            if first == at:
                paper.text(part, size=12)
        if paper.y > 740:
            paper.turn()
        paper.text(f"{number(at)}{text}")


def check_table(paper: Paper, labels: bool, number: Callable[[int], str] = str) -> None:
    """The self-check as a table over pages with its header on each."""
    paper.turn()
    paper.text("５分でできる！情報セキュリティ自社診断", size=14)
    header = ["診断項目", "No", "診断内容", *ANSWERS] if labels else ["No", "診断内容", *ANSWERS]
    widths = [62, 22, 330, 15, 15, 15, 15] if labels else [25, 360, 22, 22, 22, 22]
    rows = [
        [*([LABELS[at - 1]] if labels else []), number(at), text, "4", "2", "0", "-1"]
        for at, text in enumerate(ITEMS, 1)
    ]
    for start in range(0, len(rows), 10):
        if start:
            paper.turn()
        paper.table([header, *rows[start : start + 10]], widths)


def _plain(folder: Path, number: Callable[[int], str], count: int = 6, **more: bool) -> Path:
    paper = Paper(folder / "guideline.pdf", number=lambda page: str(page))
    contents(paper, leaders=more.get("leaders", True), count=count)
    opening(paper, count)
    principles(paper, number, count)
    checks(paper, lambda n: f"{n}. ")
    return paper.save()


def numbered(folder: Path) -> Path:
    """１．as headings."""
    return _plain(folder, lambda n: f"{wide(n)}．")


def bracketed(folder: Path) -> Path:
    """（１）."""
    return _plain(folder, lambda n: f"（{wide(n)}） ")


def named(folder: Path) -> Path:
    """取組１, 問 1."""
    paper = Paper(folder / "guideline.pdf", number=lambda page: f"- {page} -")
    contents(paper, leaders=True)
    opening(paper)
    principles(paper, lambda n: f"取組{wide(n)} ")
    checks(paper, lambda n: f"問{n} ")
    return paper.save()


def in_circles(folder: Path) -> Path:
    """①."""
    paper = Paper(folder / "guideline.pdf")
    contents(paper, leaders=False)
    opening(paper)
    principles(paper, lambda n: f"{circled(n)} ")
    checks(paper, lambda n: f"Q{n} ")
    return paper.save()


def kanji(folder: Path) -> Path:
    """第一条."""
    return _plain(folder, lambda n: f"第{_KANJI[n - 1]}条 ")


def five(folder: Path) -> Path:
    """The five of v3.1."""
    return _plain(folder, lambda n: f"{n}. ", 5, leaders=False)


def tables(folder: Path) -> Path:
    """Both lists as tables, the checks over pages with labels."""
    paper = Paper(folder / "guideline.pdf", number=lambda page: str(page))
    contents(paper, leaders=True)
    opening(paper)
    rows = [[wide(n), text, "台帳に残す"] for n, text in enumerate(PRINCIPLES, 1)]
    paper.table([["No", "取組の内容", "すること"], *rows], [30, 320, 100])
    check_table(paper, labels=True)
    return paper.save()


def wide_table(folder: Path) -> Path:
    """A table of checks with full-width numbers and no labels."""
    paper = Paper(folder / "guideline.pdf")
    opening(paper)
    principles(paper, lambda n: f"{n} ")
    check_table(paper, labels=False, number=wide)
    return paper.save()


def boxes(folder: Path) -> Path:
    """Numbers in boxes of their own at the left, larger than the text."""
    paper = Paper(folder / "guideline.pdf", number=lambda page: str(page))
    contents(paper, leaders=True)
    opening(paper)
    for at, text in enumerate(PRINCIPLES, 1):
        if paper.y > 700:
            paper.turn()
        paper.blank(0.5)
        paper.canvas.rect(LEFT - 4, 842 - paper.y - 6, 24, 24)
        paper.text(str(at), y=paper.y, size=16)
        paper.text(text, x=LEFT + 34, size=13)
        paper.paragraph(WHY, x=LEFT + 34)
    check_table(paper, labels=False)
    return paper.save()


def columns(folder: Path) -> Path:
    """The checks in two columns."""
    paper = Paper(folder / "guideline.pdf", number=lambda page: str(page))
    contents(paper, leaders=True)
    opening(paper)
    principles(paper, lambda n: f"{n}．")
    paper.turn()
    paper.text("５分でできる！情報セキュリティ自社診断", size=14)
    top = paper.y + 10
    for x, start, end in ((LEFT, 1, 13), (LEFT + 250, 14, 25)):
        paper.y = top
        for at in range(start, end + 1):
            paper.paragraph(f"{wide(at)}．{ITEMS[at - 1]}", x=x, right=x + 225)
            paper.blank(0.4)
    return paper.save()


def over_pages(folder: Path) -> Path:
    """A page for each principle, under a running head."""
    paper = Paper(
        folder / "guideline.pdf", head="対策ガイドライン 第4.0版", number=lambda page: str(page)
    )
    contents(paper, leaders=True)
    opening(paper)
    for at, text in enumerate(PRINCIPLES, 1):
        paper.turn()
        paper.text(f"（{at}）{text}", size=14)
        paper.paragraph(WHY * 6)
        for number, row in enumerate(MEASURES, 1):
            paper.text(f"{circled(number)} {row}", x=LEFT + 12)
    checks(paper, lambda n: f"（{n}） ")
    return paper.save()


def overview_first(folder: Path) -> Path:
    """The list named twice: an overview in the front, then told at length."""
    paper = Paper(folder / "guideline.pdf")
    paper.text("本書の要点", size=14)
    for at, text in enumerate(PRINCIPLES, 1):
        paper.text(f"{at}．{text}")
    paper.turn()
    opening(paper)
    principles(paper, lambda n: f"{n}．")
    check_table(paper, labels=True)
    return paper.save()


def nested(folder: Path) -> Path:
    """Under each principle a list with numbers of the same look."""
    paper = Paper(folder / "guideline.pdf")
    contents(paper, leaders=True)
    opening(paper)
    for at, text in enumerate(PRINCIPLES, 1):
        if paper.y > 680:
            paper.turn()
        paper.text(f"{at}. {text}", size=13)
        paper.paragraph(WHY)
        for number, row in enumerate(MEASURES, 1):
            paper.text(f"{number}. {row}", x=LEFT + 20)
    checks(paper, lambda n: f"{n}. ")
    return paper.save()


def word(folder: Path) -> Path:
    """A Word document: headings, a table of contents, a table of checks with parts between."""
    document = Document()
    document.add_heading("対策ガイドライン 第4.0版", 0)
    document.add_paragraph("目次")
    for at, text in enumerate(PRINCIPLES, 1):
        document.add_paragraph(f"（{at}）{text}\t{at + 5}")
    document.add_heading("第２部 実践編", 1)
    document.add_heading("情報セキュリティ６か条", 2)
    for at, text in enumerate(PRINCIPLES, 1):
        document.add_heading(f"（{wide(at)}）{text}", 3)
        document.add_paragraph(WHY)
        for row in MEASURES:
            document.add_paragraph(row, style="List Bullet")
    document.add_heading("５分でできる！情報セキュリティ自社診断", 1)
    _word_table(document, ["No.", "診断内容", *ANSWERS], ITEMS)
    path = folder / "guideline.docx"
    document.save(str(path))
    return path


def word_table(folder: Path) -> Path:
    """A Word document with both lists as tables."""
    document = Document()
    document.add_heading("付録 情報セキュリティ六か条", 1)
    _word_table(document, ["番号", "内容"], PRINCIPLES)
    document.add_heading("付録 自社診断", 1)
    _word_table(document, ["番号", "診断内容", *ANSWERS], ITEMS)
    path = folder / "guideline.docx"
    document.save(str(path))
    return path


def _word_table(document: object, header: Sequence[str], texts: Iterable[str]) -> None:
    rows = list(texts)
    parts = dict(_PARTS) if len(rows) > 6 else {}
    table = document.add_table(rows=1, cols=len(header))  # type: ignore[attr-defined]
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
    for at, text in enumerate(rows, 1):
        if at in parts:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = parts[at]
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(at), text
        for cell, answer in zip(cells[2:], ("4", "2", "0", "-1"), strict=False):
            cell.text = answer


LAYOUTS: dict[str, tuple[Callable[[Path], Path], int]] = {
    "numbered": (numbered, 6), "bracketed": (bracketed, 6), "named": (named, 6),
    "in_circles": (in_circles, 6), "kanji": (kanji, 6), "five": (five, 5), "tables": (tables, 6),
    "wide_table": (wide_table, 6), "boxes": (boxes, 6), "columns": (columns, 6),
    "over_pages": (over_pages, 6), "overview_first": (overview_first, 6), "nested": (nested, 6),
    "word": (word, 6), "word_table": (word_table, 6),
}  # fmt: skip


def same(one: str, other: str) -> bool:
    """Whether two texts read the same."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
