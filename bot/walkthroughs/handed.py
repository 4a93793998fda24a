"""Texts handed over to be checked: 「この文章を確認：…」. Apart from the check, which few need."""

from __future__ import annotations

import re

_HEAD = r"(?:この|次の|以下の|下の|こちらの|こんな)?\s*(?:文章|文言|文面|表現|言い方|書き方|表記|文|コピー|原稿|掲載文)"
_WANT = r"(?:確認|チェック|添削|校正|見て|みて|直して|なおして|いい|良い|よい|大丈夫|だいじょうぶ|OK|問題(?:は)?ない|正しい|合って|あって)"
_ASKED = re.compile(
    rf"{_HEAD}(?:を|は|で|って|が|の)?\s*{_WANT}[^:：?？\n「『]{{0,15}}(?:[:：?？\n]+|(?=[「『]))(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)
_BRACKETS = (("「", "」"), ("『", "』"), ("“", "”"), ('"', '"'))


def asked(text: str) -> str | None:
    """The text somebody hands over to be checked (「この文章を確認：…」); None when nobody does."""
    # Blanks first: two runs of them in one pattern would be tried against each other (A44).
    found = _ASKED.match(text.lstrip())
    if found is None:
        return None
    handed = found["text"].strip()
    for opening, closing in _BRACKETS:
        inner = handed.removeprefix(opening).removesuffix(closing)
        if len(inner) == len(handed) - 2 and opening not in inner:
            return inner.strip()
    return handed
