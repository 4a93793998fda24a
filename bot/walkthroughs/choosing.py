"""A typed answer that means a choice, and a text that asks instead of answering. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.walkthroughs.spoken import Sense, compact, plain, sense

_LONGEST_PICK, _LONGEST_ASK, _SHORTEST_PART = 40, 400, 2

_LONE_MARK = re.compile(r"[\s?!…。.]*\?[\s?!…。.]*")
_READINGS = {
    "いち": 1, "に": 2, "さん": 3, "よん": 4, "ご": 5, "ろく": 6, "なな": 7, "はち": 8, "きゅう": 9,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "ひとつめ": 1, "ふたつめ": 2, "みっつめ": 3, "最初": 1,
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?:番号は|答えは|上から)?([0-9]{{1,2}}|{'|'.join(_READINGS)})(?:番目?|ばん|つ目|つめ)?"
    r"(?:の(?:やつ|ほう|方)?)?(?:で(?:す|お願いします|おねがいします)?|にします|を選びます|ね|よ)*"
)
_IDS: dict[str, Sense] = {
    "full": "yes", "yes": "yes", "done": "yes", "partly": "partly", "partial": "partly", "no": "no",
    "none": "no", "later": "later", "not_yet": "later", "todo": "later", "unknown": "unknown",
    "unsure": "unknown",
}  # fmt: skip
_INSTEAD: dict[Sense, Sense] = {"later": "no", "no": "later"}
_YES_ENDING = re.compile(r"(?:[てで](?:いる|ある)|ある|[した]た|済み?)$")
_HEDGED = re.compile(
    r"ない|ません|わけでは|とは言え|とはいえ|つもり|以外|じゃな|けど|が[、。]|ですが|ますが|なら|たら|予定|かも|はず|どちら|両方|まだ"
    # What is to be written down, whatever is the case, is no answer (A31).
    r"|ことに(?:し|な)|で(?:記録|入力|登録)|[フふ][リり]|全部"
)

_WH = (
    r"(?:何(?![もかで台人度回])|なに(?![もか])|なん(?:です|の(?:こと|ため)|て(?!こと))|どう(?![もぞかじ])|どこ(?![もかで]|にも)"
    r"|どこで(?!も)|いつ(?![もか]|でも)|だれ(?![もか])|誰(?![もか])|どれ(?![もか])|どの|どちら(?![もか])|どっち(?![もか])"
    r"|どんな|なぜ|どうして|いくら|いくつ)"
)
_ASKS = re.compile(
    r"\?$|(?:です|ます|ません|でした|ました|でしょう|だろう|いい|良い|なの|べき)(?:の|ん)?か(?:ね|な)?$"
    r"|(?:の|いい|る|た)か(?:が|を|は)?(?:分か|わか|知り|教え)"
    r"|(?:教え|おしえ)て|を?知りたい|って(?:何|なに|なん|どう|どこ|いつ)|(?<=..)とは$|の意味$|っけ$"
)
_ASKS_HOW = re.compile(
    rf"{_WH}[^。\n]{{0,60}}?(?:か|かな|の|ん|いい|よい|書く|使う|る|ます|です|まで|から|ば|たら|べき|って)$|{_WH}$"
)
_KANJI = re.compile("[\u4e00-\u9fff]")
_URL_END = re.compile(r"https?://\S+$")


def pick(text: str, choices: Sequence[tuple[str, str]]) -> str | None:
    """The choice a typed answer means, by id; None when it means none or could mean two."""
    said = unicodedata.normalize("NFKC", text[: _LONGEST_PICK * 4]).strip()
    if _LONE_MARK.fullmatch(said):
        return _by_sense("unknown", choices)
    said = compact(said)
    if not said or len(said) > _LONGEST_PICK or is_question(text):
        return None
    meant = plain(said)
    labels = [(id, compact(label)) for id, label in choices]
    for same in ([id for id, at in labels if at == said], _plainly(meant, labels)):
        if same:
            return same[0] if len(same) == 1 else None
    if number := _NUMBER.fullmatch(said):
        place = _READINGS.get(number[1]) or int(number[1])
        return choices[place - 1][0] if 1 <= place <= len(choices) else None
    meaning = sense(meant)
    if meaning is not None:
        return _by_sense(meaning, choices)
    return _by_part(meant, [(id, plain(label)) for id, label in labels])


def _plainly(meant: str, labels: Sequence[tuple[str, str]]) -> list[str]:
    return [id for id, label in labels if plain(label) == meant]


def _by_sense(meaning: Sense, choices: Sequence[tuple[str, str]]) -> str | None:
    senses = [(id, _sense_of(id, label)) for id, label in choices]
    for wanted in (meaning, _INSTEAD.get(meaning)):
        found = [id for id, has in senses if has == wanted and wanted is not None]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _sense_of(id: str, label: str) -> Sense | None:
    meant = plain(compact(label))
    by_words = _IDS.get(id) or sense(meant)
    if by_words is not None:
        return by_words
    if meant.endswith("ない"):
        return "no"
    return "yes" if _YES_ENDING.search(meant) else None


def _by_part(meant: str, labels: Sequence[tuple[str, str]]) -> str | None:
    """A part of one label only, or a label said inside a short sentence."""
    if len(meant) < _SHORTEST_PART and not _KANJI.fullmatch(meant):
        return None
    inside = [id for id, label in labels if meant in label]
    if inside:
        return inside[0] if len(inside) == 1 else None
    named = [(id, label) for id, label in labels if len(label) >= _SHORTEST_PART and label in meant]
    longest = [
        (id, label)
        for id, label in named
        if not any(label in other and label != other for _, other in named)
    ]
    if len(longest) != 1 or _HEDGED.search(meant.replace(longest[0][1], "", 1)):
        return None
    return longest[0][0]


def is_question(text: str) -> bool:
    """Whether a text typed as an answer asks something; a lone 「？」 says わからない."""
    said = unicodedata.normalize("NFKC", text[-_LONGEST_ASK:]).strip().rstrip("。.!… \n")
    if _LONE_MARK.fullmatch(said) or _URL_END.search(said):
        return False
    return _ASKS.search(said) is not None or _ASKS_HOW.search(said) is not None
