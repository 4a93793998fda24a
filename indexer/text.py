"""Japanese text as search sees it: normalised, in sentences, in n-grams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from knowledge.schema import Rewrite, Term

# Zero-width, bidi, tag and variation characters carry no meaning and hide injected text (A5).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
# NFKC writes an accent that stands alone (゛) as a blank with the accent on it.
_ACCENT_APART = re.compile(" (?=[\u0300-\u036f\u3099\u309a])")
_BETWEEN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_WORD_CHARACTER = re.compile(r"[\w々〆ー]")
_OPENING, _CLOSING, _ENDING = "「『（(〔【", "」』）)〕】", "。！？!?"
_KANJI_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7"}

# Stars first: 一つ星 and 二つ星 are SECURITY ACTION's, scs3 to scs5 are SCS評価制度's.
_STARS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[☆⭐🌟✩✭✮]"), "★"),
    (re.compile(r"(?<!★)★{5}(?!★)"), " scs5 "),
    (re.compile(r"(?<!★)★{4}(?!★)"), " scs4 "),
    (re.compile(r"★★★+|[三3][つツっ]星|星3つ|みつぼし"), "三つ星"),
    (re.compile(r"(?<!★)★\s*([3-5])(?![0-9])|(?<!つ)星([3-5])(?![0-9つ])"), r" scs\1\2 "),
    (
        re.compile(
            r"★★\s*(?:二つ星|2つ星|2(?![0-9]))?|★\s*[2二](?![0-9つ])|[2二][つツっ]星|二星"
            r"|星(?:2|二)(?!つ?星)つ?(?![0-9])|星ふたつ|ふたつ(?:星|ぼし)|2★"
        ),
        "二つ星",
    ),
    (
        re.compile(
            r"★\s*(?:一つ星|1つ星|1(?![0-9]))?|[1一][つツっ]星|一星|星(?:1|一)(?!つ?星)つ?(?![0-9])"
            r"|星ひとつ|ひとつ(?:星|ぼし)|1★"
        ),
        "一つ星",
    ),
)
_VERSION = r"([0-9](?:\.[0-9])?)"
_NOTATION: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[0-9])\s*(?:カ条|ヶ条|ケ条|箇条|個条|ヵ条|か条)"), "か条"),
    (re.compile(r"(?<=[0-9])\s*(?:カ月|ヶ月|ケ月|箇月|ヵ月)"), "か月"),
    (re.compile(r"第\s*([0-9]+)\s*次"), r"\1次"),
    (re.compile(r"〆切り?|〆きり|締め切り|締切り|しめきり|しめ切り|〆"), "締切"),
    (re.compile(rf"(?:version|ver\.?|バージョン|(?<![a-z])v\.?)\s*{_VERSION}版?"), r"第\1版"),
    (
        re.compile(rf"ガイドライン(?:の|\s)*第?{_VERSION}版?(?![0-9月年つか])"),
        r"ガイドライン第\1版",
    ),
    (re.compile(rf"第?\s*{_VERSION}版"), r"第\1版"),
    (re.compile(r"第4版"), "第4.0版"),
    (re.compile(r"第3\.0版"), "第3版"),
)
_KANJI_COUNT = re.compile(r"[一二三四五六七](?=\s*(?:[かカヶケヵ箇個]条|次|回目))")


def clean(text: str) -> str:
    """The text without invisible, control and surrogate characters; otherwise as typed."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """NFKC, lower case, one space for many: equal for what reads the same."""
    composed = _ACCENT_APART.sub("", unicodedata.normalize("NFKC", clean(text)))
    folded = unicodedata.normalize("NFKC", composed).lower().replace("~", "〜")
    return _SPACE.sub(" ", folded).strip()


class Normaliser:
    """Writes notation variants one way, at index time and at query time alike.

    Args:
        terms: glossary terms; each variant is replaced by its term.
        rewrites: ways of writing and speaking, replaced first, in order.
    """

    def __init__(self, terms: Iterable[Term] = (), rewrites: Iterable[Rewrite] = ()):
        self._rewrites = [(re.compile(row.pattern), row.to) for row in rewrites]
        self._canonical: dict[str, str] = {}
        for term in terms:
            target = _in_one_notation(fold(term.term))
            for variant in term.variants:
                key = _in_one_notation(fold(variant))
                if len(key) > 1 and key != target:
                    self._canonical.setdefault(key, target)
            self._canonical[target] = target
        self._pattern = _alternation(self._canonical)

    def __call__(self, text: str) -> str:
        """The text folded, in one notation, with glossary variants replaced."""
        folded = fold(text)
        for pattern, replacement in self._rewrites:
            folded = pattern.sub(replacement, folded)
        folded = _in_one_notation(folded)
        if self._pattern is None:
            return folded
        written = self._pattern.sub(lambda match: self._canonical[match.group()], folded)
        return _tight(written)


def _in_one_notation(folded: str) -> str:
    folded = _KANJI_COUNT.sub(lambda match: _KANJI_DIGITS[match.group()], folded)
    for pattern, replacement in (*_STARS, *_NOTATION):
        folded = pattern.sub(replacement, folded)
    return _tight(folded)


def _tight(text: str) -> str:
    return _SPACE.sub(" ", _BETWEEN_JAPANESE.sub("", text)).strip()


def _alternation(canonical: dict[str, str]) -> re.Pattern[str] | None:
    """One pattern for all variants, longest first; ASCII ones only as whole words."""
    if not canonical:
        return None
    parts = []
    for variant in sorted(canonical, key=lambda key: (-len(key), key)):
        head = r"(?<![a-z0-9])" if variant[0].isascii() and variant[0].isalnum() else ""
        tail = r"(?![a-z0-9])" if variant[-1].isascii() and variant[-1].isalnum() else ""
        parts.append(f"{head}{re.escape(variant)}{tail}")
    return re.compile("|".join(parts))


def sentences(text: str) -> list[str]:
    """The sentences of a text, closing marks kept; one in brackets belongs to the one around it."""
    found: list[str] = []
    start = depth = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character == "\n" or (character in _ENDING and depth == 0):
            found.append(text[start : position + 1])
            start, depth = position + 1, 0
    found.append(text[start:])
    return [sentence.strip() for sentence in found if sentence.strip()]


def has_words(text: str) -> bool:
    """Whether there is anything to read: a letter, a digit or a Japanese character."""
    return _WORD_CHARACTER.search(clean(text)) is not None


def ngrams(normalised: str) -> list[str]:
    """Character 1- and 2-grams of a normalised text; punctuation separates."""
    grams: list[str] = []
    for run in re.findall(r"[\w々〆ー.]+", normalised):
        grams.extend(run)
        grams.extend(first + second for first, second in zip(run, run[1:], strict=False))
    return grams


def joined(parts: Sequence[str]) -> str:
    """Parts as lines, empty ones left out."""
    return "\n".join(part for part in parts if part)
