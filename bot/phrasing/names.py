"""Names in a text, and whether they are names its source gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.phrasing.everyday import WORDS
from knowledge.catalog import Catalog

_SKIPPED = re.compile(r"[\s・,.\-_/'’()（）「」『』!！]+")
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")
_SHORTEST = 3
# Words a name ends with; what stands before says which one it is.
_SUFFIX = (
    "補助金|助成金|給付金|支援金|交付金|奨励金|協力金|基金|補助事業|支援事業|制度|認定|認証|資格|枠|類型|コース|法|条例|規則"
    "|省|庁|局|県|府|都|市|区|町|村|機構|協会|協議会|連合会|公社|財団|会社|銀行|信金|信用金庫|大学|会議所|商工会|センター|警察|委員会|保険|サービス"
)
_KIND = re.compile(_SUFFIX)
_LAST = re.compile(rf"(?:{_SUFFIX})$")
_NAMED = re.compile(rf"[一-鿿々ァ-ヶーA-Za-z0-9]{{1,24}}?(?:{_SUFFIX})(?![一-鿿々ァ-ヶー])")
_PLACE = re.compile(
    r"(?:[一-鿿]{1,4}?(?:都|道|府|県))?[一-鿿ァ-ヶ]{1,6}(?:市|区|町|村)(?![区町村場民長内役])|[一-鿿]{2,3}(?:県|府)|東京都|北海道"
)
_ISSUER = "省庁県府市区町村会社構協銀学察"
_WORD = re.compile(r"[ァ-ヶー]{3,}|[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9+]")
_COMMON = re.compile(
    r"(?:[こそあど]の|同|本|各|当|他の?|別の?|全|両|新|旧|元|小|前|後|次|毎|諸)?(?:市区町村|都道府県|市町村|自治体|区|市|町|村|県|都|府|都市|制度|枠|類型|コース|会社|法|方法|手法|認定|認証|資格|サービス|センター|補助金|助成金|保険|銀行|大学|機構|委員会|規則|基金)"
)


def plain(name: str) -> str:
    """A name as names are compared: width, case, spaces and points make no difference."""
    return _SKIPPED.sub("", unicodedata.normalize("NFKC", name)).lower()


def names_of(catalog: Catalog) -> frozenset[str]:
    """The names a catalogue knows: programmes, their editions and frames, terms, publishers, places."""
    found = {plain(form) for name in _names(catalog) for form in (name, _BRACKET.sub("", name))}
    return frozenset(name for name in found if len(name) >= _SHORTEST)


def strange(text: str, near: str, passage: str, question: str, known: frozenset[str]) -> bool:
    """Whether a text names something that its source does not.

    Args:
        near: the sentences quoted and the title: programmes, offices and places must be theirs,
            unless they name none and the question does.
        passage: the whole source: other names may come from all of it.
        known: names of the catalogue, as `plain` writes them.
    """
    said, close, whole, asked = (plain(one) for one in (text, near, passage, question))
    own = _institutions(said, known)
    theirs = set(_institutions(close, known))
    for name in own:
        if name in close or _covered(name, close):
            continue
        if theirs - set(own) or name not in asked:
            return True
    return any(
        not _is_given(word, whole + close, asked, known)
        for word in map(plain, _WORD.findall(unicodedata.normalize("NFKC", text)))
    )


def _names(catalog: Catalog) -> Iterator[str]:
    for programme in catalog.programmes:
        yield from (programme.name, *programme.aliases, *programme.regions)
        for edition in programme.editions:
            yield from (edition.name, *edition.aliases)
            yield from (name for frame in edition.frames for name in (frame.name, *frame.aliases))
    for term in catalog.terms:
        yield from (term.term, *term.variants)
    yield from (source.publisher for source in catalog.sources if source.publisher)


@lru_cache(maxsize=256)
def _institutions(said: str, known: frozenset[str]) -> tuple[str, ...]:
    """Programmes, offices, laws and places in a plain text."""
    found = [name for name in known if name in said and _KIND.search(name)]
    found += [match.group() for match in _NAMED.finditer(said)]
    found += [match.group() for match in _PLACE.finditer(said)]
    return tuple(name for name in found if not _COMMON.fullmatch(name))


def _covered(name: str, close: str) -> bool:
    """Whether a name is put together from the source's words; a place or an office never is."""
    if name[-1] in _ISSUER:
        return False
    stem = _LAST.sub("", name)
    if stem != name and len(stem) > 1 and stem in close and name[len(stem) :] in close:
        return True
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return all(pair in close for pair in pairs)


def _is_given(word: str, source: str, asked: str, known: frozenset[str]) -> bool:
    if word in source or word in WORDS:
        return True
    return word in asked and any(word in name for name in known)
