"""Which of the documents staff added a question names: by title, edition, or what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.answering.understanding import Understanding
from indexer.identifiers import identifiers
from indexer.library.entry import Entry
from knowledge.catalog import Catalog

_KINDS: dict[str, str] = {
    "rules": r"公募要領|募集要[領項]|(?<![じ需])要領|交付規程|要綱",
    "guideline": r"ガイドライン|手引き?",
    "other": r"(?!)",
}
# What else people call a document, where its title says so too.
_IN_TITLE = re.compile(
    r"公募要領|要領|要項|規程|要綱|ガイドライン|手引き?|様式|書式|記入リスト|リスト|一覧|チェックシート"
    r"|マニュアル|q&a|解説|選定理由"
)
_ANY = re.compile(r"(追加した|登録した|入れた)(資料|文書|ファイル)|資料(では|には|に書|の中)")
_ASKS_PAGE = re.compile(
    r"(は|って|が|の|、)*(何|なん|どの)(ページ|頁|シート)(目|番)?(に|か|で|の)?(書いて|載って|記載|あり|ある|出て|です|か)*"
    r"(いる|いま|あり|ある|され|の|ん|か|ます|です|でしょう)*"
    r"|(は|って)?(どこ|どの辺|どのへん)に(書いて|載って|記載されて)(ある|い(る|ます)|あります)(の|ん|か|です)*"
    # The page of a document, not a ホームページ, a マイページ or the 公式ページ.
    r"|(?<![ァ-ヶーa-z式請集用介明設開])の?(ページ|頁)(番号)?(を|は|って)?"
    r"(教えて(ください)?|[?？。\s]*$)"
)
_DECLARATION, _WRITTEN_OUT = re.compile("security action"), "security action 宣言"
_SEPARATORS = re.compile(r"[\s（）()「」『』【】〔〕・/／]+")
# Kinds of numbers that tell editions apart.
_TELLING = frozenset({"年", "令和", "版", "次"})
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_TAIL = r"(の中)?(のどこ)?(では|には|でも|にも|から|だと|によると|を見ると|に|で|の|って)?"
_LEAST = 3
# What people write between the words of a title, or leave out.
_BETWEEN = r"[\s()（）「」『』・の]*"


@dataclass(frozen=True)
class Named:
    """What a question says of documents.

    Attributes:
        ids: the documents it names; empty where it names none.
        by_word: it speaks of a document, not only of a year or an edition.
        edition: it names their edition or year.
        page: it asks where something stands.
        topic: the question without what names documents and pages.
    """

    ids: frozenset[str]
    by_word: bool
    edition: bool
    page: bool
    topic: str


class Naming:
    """Reads which documents questions name.

    Args:
        entries: the documents, by id.
        catalog: programmes and their editions.
        normalise: the index's normaliser.
    """

    def __init__(
        self, entries: Mapping[str, Entry], catalog: Catalog, normalise: Callable[[str], str]
    ):
        self._entries = entries
        self._normalise = normalise
        self._programmes = {
            edition.id: programme.id
            for programme in catalog.programmes
            for edition in programme.editions
        }
        names = {
            normalise(name)
            for programme in catalog.programmes
            for name in (programme.name, *programme.aliases)
        }
        self._about = {
            entry.id: frozenset(
                programme.id
                for programme in catalog.programmes
                if any(
                    normalise(name) in normalise(entry.title)
                    for name in (programme.name, *programme.aliases)
                )
            )
            for entry in entries.values()
        }
        self._titles = {entry.id: self._title(entry) for entry in entries.values()}
        self._parts = {
            entry.id: tuple(
                part
                for piece in _SEPARATORS.split(entry.title)
                if len(part := normalise(piece)) >= _LEAST
                and _YEAR.sub("", part).strip() not in names
            )
            for entry in entries.values()
        }

    def of(self, question: Understanding) -> Named:
        """What a question says of documents."""
        text = question.normalised
        page = _ASKS_PAGE.search(text) is not None
        agreeing = [entry for entry in self._entries.values() if self.agrees(entry, question)]
        by_word = [entry for entry in agreeing if self._spoken_of(entry, text)]
        if not by_word and (page or _ANY.search(text)):
            by_word = agreeing
        by_word = [one for one in by_word if self._titles[one.id].search(text)] or self._narrowed(
            by_word, text
        )
        found = by_word or [one for one in agreeing if self._of_its_edition(one, question)]
        return Named(
            ids=frozenset(entry.id for entry in found),
            by_word=bool(by_word),
            edition=any(self._of_its_edition(entry, question) for entry in found),
            page=page,
            topic=self._topic(question, by_word),
        )

    def _spoken_of(self, entry: Entry, text: str) -> bool:
        if self._titles[entry.id].search(text) or re.search(_KINDS[entry.use], text):
            return True
        title = self._normalise(entry.title)
        words = {found.group() for found in _IN_TITLE.finditer(text)}
        if not any(word in title for word in words):
            return False
        return any(part in text for part in self._parts[entry.id])

    def _narrowed(self, found: list[Entry], text: str) -> list[Entry]:
        """Those of them of which the question holds the most of the title."""
        if len(found) < 2:
            return found
        held = {
            entry.id: sum(len(part) for part in self._parts[entry.id] if part in text)
            for entry in found
        }
        most = max(held.values())
        return [entry for entry in found if held[entry.id] == most]

    def same_edition(self, entry: Entry, text: str) -> bool:
        """Whether a text names the document's year or version."""
        own = _numbers(self._normalise(f"{entry.title} {entry.edition}"))
        return bool(own & _numbers(self._normalise(text)))

    def agrees(self, entry: Entry, question: Understanding) -> bool:
        """Whether no year, edition or programme of the question is another than the document's."""
        asked = _numbers(question.normalised)
        own = _numbers(self._normalise(f"{entry.title} {entry.edition}"))
        shared = {kind for kind, _ in asked} & {kind for kind, _ in own}
        if any(not ({pair for pair in asked if pair[0] == kind} & own) for kind in shared):
            return False
        named = question.programme.id if question.programme else None
        programme = self._programmes.get(entry.about or "")
        # What staff adds in Slack is said to be about none: its title tells.
        programmes = frozenset({programme}) if programme else self._about[entry.id]
        return not (programmes and named) or named in programmes

    def _title(self, entry: Entry) -> re.Pattern[str]:
        pieces = [
            re.escape(piece)
            for one in _SEPARATORS.split(entry.title)
            if (piece := self._normalise(one))
        ]
        edition = re.escape(self._normalise(entry.edition))
        return re.compile(rf"{_BETWEEN.join(pieces)}[)）」』]*({_BETWEEN}{edition})?{_TAIL}")

    def _of_its_edition(self, entry: Entry, question: Understanding) -> bool:
        if _numbers(question.normalised) & _numbers(
            self._normalise(f"{entry.title} {entry.edition}")
        ):
            programme = self._programmes.get(entry.about or "")
            return entry.use == "guideline" or bool(programme and question.programme)
        edition = question.edition
        return bool(edition and question.year_named and edition.id == entry.about)

    def _topic(self, question: Understanding, found: Iterable[Entry]) -> str:
        """The question without the words that only say where to look."""
        text = _ASKS_PAGE.sub(" ", question.normalised)
        for entry in found:
            text = self._titles[entry.id].sub(" ", text)
            text = re.sub(rf"(の|、)?({_KINDS[entry.use]}){_TAIL}", " ", text)
        text = _ANY.sub(" ", text)
        if question.about_declaration and not _DECLARATION.search(text):
            # Documents write it out where people say 星.
            text = f"{text} {_WRITTEN_OUT}"
        return text.strip(" 、。?？") or question.raw


def _numbers(normalised: str) -> frozenset[tuple[str, str]]:
    """The years and versions a text names; 2025 as well as 2025年."""
    found = {pair for pair in identifiers(normalised) if pair[0] in _TELLING}
    return frozenset({*found, *(("年", year) for year in _YEAR.findall(normalised))})
