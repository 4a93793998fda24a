"""Whether words are a subject of their own, by what the knowledge's questions are about."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from indexer.chunk import Chunk
from indexer.text import fold

# Words that carry what is meant: kanji with kana between, katakana, Latin letters.
_WORD = re.compile(
    r"[一-龥々]+(?:[いえきぎしちみりけげせてねれめえ][一-龥々]+)+|[一-龥々]{2,}|[一-龥々][いえきしちみりけせてれめ]|[ァ-ヺー]{2,}|[a-z][a-z0-9]+"
)
_ASKS = re.compile(r"何|誰|幾")
# What is asked of every programme, and of the declaration for its sake.
_OF_A_SUBSIDY = re.compile(r"補助|助成|公募|採択|交付|加点")
# 「宣言」 and ★ stand everywhere and tell nothing.
_EVERYWHERE = re.compile(r"宣言|一つ星|二つ星|自己宣言|場合|会社|必要|申請|方法")
_SHARE, _FEWEST = 0.75, 2


class Subjects:
    """Tells a word about ourselves or security (退職者, 名刺) from one about a subsidy (締切, 上限).

    Args:
        chunks: the passages of the knowledge; their titles and questions are what is counted.
    """

    def __init__(self, chunks: Sequence[Chunk]):
        self._chunks = chunks

    def own(self, normalised: str) -> bool:
        """Whether a question holds a word that is asked about mostly apart from any subsidy."""
        left = _EVERYWHERE.sub(" ", normalised)
        return any(self._is_own(word) for word in _WORD.findall(left) if not _ASKS.match(word))

    def _is_own(self, word: str) -> bool:
        apart, of_subsidies = (sum(word in text for text in texts) for texts in self._asked)
        if not apart and not of_subsidies and re.search("[ぁ-ん]", word[1:-1]):
            # 「取り消し方」 is asked about as 「取り消す」.
            return self._is_own(re.split("[ぁ-ん][^ぁ-ん]*$", word)[0])
        return apart >= _FEWEST and apart / (apart + of_subsidies + 1) >= _SHARE

    @functools.cached_property
    def _asked(self) -> tuple[list[str], list[str]]:
        apart: list[str] = []
        of_subsidies: list[str] = []
        for chunk in self._chunks:
            if chunk.rule is None:
                text = fold(" ".join((chunk.title, *chunk.asked_as))).lower()
                (of_subsidies if _OF_A_SUBSIDY.search(text) else apart).append(text)
        return apart, of_subsidies
