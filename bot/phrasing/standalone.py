"""Whether a question a model rewrote still asks what was asked, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.phrasing.covering import known
from bot.phrasing.values import supported

LONGEST = 200
# Words that carry what is meant: of kanji, katakana, Latin letters, or stars.
_WORD = re.compile(r"[一-鿿々]{1,}|[ァ-ヺー]{2,}|[a-z0-9]{2,}|★+", re.IGNORECASE)
_POINTING = re.compile(r"(それ|その|これ|この|そっち|そちら|あれ|さっき|上|同じ|他|前)")
_GLUE = "はいつまでですかのときはどうなりますかについて教えてくださいでしょうか"
_SHARE = 0.8
_STRANGE = re.compile(r"[\n<>`{}\[\]|]|https?:|www\.|@", re.IGNORECASE)


def accepted(rewritten: str, question: str, said: Iterable[str]) -> str | None:
    """The rewritten question, tidied; None where it says more or less than was said.

    Every word of it was said in the thread, every word of the question is still there (but for
    those that only point back), and no number changed.

    Args:
        rewritten: what the model made of the question.
        question: what was typed.
        said: what was said before in the same thread.
    """
    text = unicodedata.normalize("NFKC", rewritten).strip().strip("「」\"'")
    if not text or len(text) > LONGEST or _STRANGE.search(text):
        return None
    spoken = "\n".join([question, *said])
    words, here = _words(text), _plain(text)
    if not words or any(word not in _plain(spoken) for word in words):
        return None
    # Names may be in hiragana, too: nearly every pair of letters must have been said.
    if known(text, spoken + _GLUE) < _SHARE:
        return None
    if any(word not in here for word in _words(_POINTING.sub(" ", question))):
        return None
    return text if supported(text, spoken) is None else None


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
