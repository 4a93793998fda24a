"""What a sentence of a handed text speaks of: SECURITY ACTION or something else. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from indexer.text import clean

_CLUSTER = re.compile(r"(?s).[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*")
_STARS = str.maketrans(dict.fromkeys("☆⭐🌟✩✭✮", "★"))
_STRONG = (
    r"SECURITY\s*ACTIONS?|セキュリティー?\s?・?\s?アクション|情報処理推進機構|(?<![A-Za-z])IPA(?![A-Za-z])"
    r"|自己宣言(?!\s?ID)|普及賛同企業|[一二三1-3]つ星|星[一二1-3]つ"
)
_OTHER = (
    r"ISMS|ISO|JIS|P\s?マーク|プライバシーマーク|SCS|サプライチェーン|DX\s?認定|くるみん|えるぼし|ユースエール|健康経営"
    r"|経営革新|経営力向上|事業継続力|支援機関|技術者|ITパスポート|基本情報|検定|試験|特許|実用新案|商標|許可|免許|免状|国家資格"
    r"|[一-龠々]士(?![一-龠])|補助金|助成金|G\s?ビズ\s?ID|gBiz\s?ID|ID(?![A-Za-z])|番号|データ|個人情報|土地|建物|株式|単位|学位"
    r"|エコアクション|PCI\s?DSS|SOC\s?2|BCP|ミシュラン|ホテル|レストラン|認定(?:看護|こども|NPO|農業|電気)|お助け隊|休暇|育休"
    r"|(?:[二2]|多)(?:段階|要素)認証|顔認証|指紋認証|本人認証|認証(?:アプリ|コード|局|基盤|機能)|売上|目標|合格ライン"
)
_MENTION = re.compile(rf"(?P<strong>{_STRONG})|(?P<other>{_OTHER})|(?P<star>★+)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^。!?\n]*[。!?\n]?")
_AND = re.compile(r"[\s)」』]*(?:と|および|及び|や)\s*")
_NOUN = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9★]+[\s)」』・:/]*$")
_OURS_TOO = re.compile(
    r"(?:宣言|自己宣言|制度|段階|ランク|レベル|星|企業|事業者|認定|認証|セキュリティ|情報セキュリティ|対策|正式|公式|国|IPA|ロゴ|マーク"
    r"|当社|弊社|わが社|今回|このたび|昨年|今年|[0-9]+[年月日]|[年月日0-9])+[\s)」』・:/]*",
    re.IGNORECASE,
)
# What may stand before a verb whose subject was in the sentence before.
_LEFT_OUT = re.compile(
    r"(?:また|そして|この(?:たび|度)|今回|当社|弊社|昨年|今年|先日|無事|めでたく|晴れて|すでに|[0-9]+|[年月日はがにも、,\s・]|正式)*"
)
_CLOSING = re.compile(r"[\s)」』]*(?:宣言)?[\s)」』]*")
_OTHER_NOUN = re.compile(r"[一-龠々ァ-ヶーA-Za-z]$(?<![年月日])")
_NO_MORE = r"(?:(?!ました|ています|ております)[^。、\n])"
_DENIED = re.compile(
    rf"{_NO_MORE}{{0,25}}?(?:では(?:ない|なく|あり)|じゃ(?:ない|なく|あり)|でない|ていません|ておりません|ていない|したものでは"
    rf"|とは(?:書|言|いえ|異な|違|別|限)|は(?:不要|ない|なく|ありません|行わ|おこなわ)|の必要)"
    r"|[^。\n]{0,12}[」』](?:や?[「『][^」』]*[」』])*(?:は|と|とは|という|も)[^。\n]{0,15}(?:誤り|NG|使え|書け|書か|いけ|避け|不可|禁止)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"[未非]$")


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    ours: bool


class Folded:
    """A text as the rules see it, and where each of its letters stood in the original."""

    def __init__(self, original: str):
        letters: list[str] = []
        places: list[int] = []
        for found in _CLUSTER.finditer(original):
            folded = unicodedata.normalize("NFKC", clean(found.group())).translate(_STARS)
            if found.group() == "\n":
                folded = "\n"
            letters.append(folded)
            places += [found.start()] * len(folded)
        self.original = original
        self.text = "".join(letters)
        self._places = [*places, len(original)]
        self._mentions = _mentions(self.text)

    @property
    def about(self) -> bool:
        """Whether the text speaks of SECURITY ACTION anywhere."""
        return any(mention.ours for mention in self._mentions)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the folded text stands in the original."""
        return self._places[start], self._places[end]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence a place lies in."""
        for found in _SENTENCE.finditer(self.text):
            if found.start() <= at < found.end():
                return found.span()
        return 0, len(self.text)

    def opening(self, start: int, end: int) -> int:
        """Where a quotation of a find begins: at the scheme's name when that stands close."""
        low, _ = self.sentence(start)
        near = [m.start for m in self._mentions if m.ours and max(low, start - 30) <= m.start < end]
        return min([*near, start])

    def follows_the_scheme(self, start: int) -> bool:
        """Whether the scheme's name, or its star, stands right before a place or reaches into it."""
        ours = [m.end for m in self._mentions if m.ours and m.start < start]
        return (
            bool(ours) and _CLOSING.fullmatch(self.text[min(ours[-1], start) : start]) is not None
        )

    def stands_alone(self, start: int) -> bool:
        """Whether no other noun than a time stands right before a place."""
        return _OTHER_NOUN.search(self.text[:start]) is None

    def denied(self, start: int, end: int) -> bool:
        """Whether the text goes on to say that it is not so."""
        if _NOT_YET.search(self.text[max(0, start - 1) : start]):
            return True
        _, high = self.sentence(start)
        return _DENIED.match(self.text[end:high]) is not None or (
            _DENIED.match(self.text[start:high]) is not None
        )

    def ours(self, start: int, end: int) -> bool:
        """Whether what is said at a place is said of SECURITY ACTION."""
        low, high = self.sentence(start)
        here = [m for m in self._mentions if low <= m.start < high]
        before = [m for m in here if m.start < end]
        if before:
            last = before[-1]
            if not last.ours:
                return len(before) > 1 and before[-2].ours and self._joined(before[-2], last)
            return last.start >= start or self._object_fits(last, start)
        if here:
            return here[0].ours and self._object_fits(None, start, low)
        return self._carried(low, start)

    def _joined(self, first: _Mention, second: _Mention) -> bool:
        return _AND.fullmatch(self.text[first.end : second.start]) is not None

    def _object_fits(self, last: _Mention | None, start: int, low: int = 0) -> bool:
        """Whether the noun right before a place is the scheme, or a word that goes with it."""
        low = last.end if last else low
        noun = _NOUN.search(self.text[low:start])
        return noun is None or _OURS_TOO.fullmatch(noun.group()) is not None

    def _carried(self, low: int, start: int) -> bool:
        if not _LEFT_OUT.fullmatch(self.text[low:start]):
            return False
        earlier = [m for m in self._mentions if m.start < low]
        if not earlier or not earlier[-1].ours:
            return False
        return self.sentence(earlier[-1].start)[1] >= len(self.text[:low].rstrip())


def _mentions(text: str) -> tuple[_Mention, ...]:
    """What is named; ★ counts only in a text that names the scheme."""
    found = list(_MENTION.finditer(text))
    named = any(match["strong"] for match in found) or "セキュリティ" in text
    return tuple(
        _Mention(match.start(), match.end(), match["other"] is None)
        for match in found
        if named or not match["star"]
    )
