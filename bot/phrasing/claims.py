"""What a sentence about a firm claims: it does so, it does not, in part, later, or nobody knows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Sound like a denial and are none; in order, before anything else is looked for.
_HARMLESS = re.compile(
    r"(?:問題|間違い|例外|差し?支え|心配)(?:は|も|が)?な[いくし]|(?:漏れ|もれ|抜け|欠かさ|忘れ|怠ら)(?:な[いくし]|ず(?:に)?)|少なくとも|少な[いくめ]"
    r"|足りな[いく]?なら|なくては|なければ"
)
_TWISTED = re.compile(
    r"(?:ない|ん|せん)(?:わけ|こと|はず)?(?:では|じゃ|でも|は|も)(?:な[いく]|ありません)|なく(?:は|も)な[いく]|わけでは(?:な[いく]|ありません)"
    r"|とは(?:限ら|言え|いえ)"
)
_UNSURE = re.compile(
    r"(?:分か|わか|解|判)(?:ら(?:な|ん|ず)|り(?:ませ|かね))|不明|知(?:ら(?:な|ん|ず)|りませ)|たぶん|多分|おそらく|かも|はず(?:です|だ|$|[。、])|らしい"
    r"|みたい|でしょう|だろう|気がし|自信(?:が|は)?(?:な|あり?ませ)|把握(?:して|でき)?(?:い)?(?:な|ませ)|覚えて(?:い)?(?:な|ませ)|聞(?:いて|かな)|確認し(?:ないと|てみ|ます)"
    r"|さっぱり|見当|どうなって"
)
_DENIES = re.compile(
    r"な(?:い|かった|し$|し[。、で])|無(?:い|し)|ませ?ん|へん|(?<=[かさたらばまがれけせ])ず(?:に|、|。|$)|ぬ$|未(?:実施|対応|導入|設定|着手|定|更新)"
    r"|いいえ|やめ|放置|そのまま|後回し|手つかず|まだ(?!使|続|有効)|ゼロ|皆無|切れ|(?<![0-9])0[台人件個]"
)
_CONTRAST = re.compile(
    r"けど|けれど|ですが|ますが|たが|るが、|ものの|一方|でも(?=、|[^い]{2,})|ただ(?:し|、)"
)
_SOME = re.compile(
    r"一部|部分|だけ|しか|のみ|半分|大半|大体|だいたい|ほとんど|ほぼ|おおむね|概ね|たまに|ときどき|時々|場合(?:も|に|が)|人によ|によって|残り|以外|除い"
    r"|何[台人社]|数[台人社]|途中|徐々|少しずつ|ぼちぼち|一応|いちおう|ある程度|まちまち|[ばバ]ら[ばバ]ら|バラバラ|ところも|ものも|とき(?:も|は)|たり"
    r"|[1-9]割|古い|1台|いる人|[いくる]ない人|人も"
)
_LATER = re.compile(
    r"予定|これから|今後|今度|つもり|来(?:週|月|年|期)|検討|準備中|計画|そのうち|近いうち|いずれ|後で|あとで"
    r"|(?:やり|し|入れ|始め|導入し|整え|作り|決め)(?:たい|よう(?:と|か))|(?:始め|導入し|入れ|作り|やり|整え|し)ます(?!が)|頼む|まだ"
)
_DOES = re.compile(
    r"[てで]い?(?:る|ます|ますよ|て)(?!ない)|[てで](?:おり|あり|ある)(?:ます)?|とります|とる$|済(?:み|ん)|完了|実施中|ばっちり|完璧|自動"
    r"|(?:し|やっ|入れ|決め|済ませ|終わっ|終え|導入し|配っ|作っ|設け|なっ|取っ|行っ|出来|でき|変え|伝え|渡し|結ん)(?:た|だ|ました)|あります|ある(?:$|[。、よのしかけ])|できます"
)
# 「やったことがありません」 did nothing.
_NEVER = re.compile(r"\w{1,3}[ただ]こと(?:が|は|も)?(?=な[いく]|あり?ま?せん|一度も)")
_SHARE = re.compile(
    r"([0-9]+)[台人社名件個か箇]?(?:所|社)?(?:の)?(?:うち|中)(?:の|で|、|に)?[^0-9]{0,4}([0-9]+)"
)
_WORD = re.compile(r"[\u4e00-\u9fff々]+|[ァ-ヺー]{2,}|[a-z][a-z0-9]+")
_NUMBER = re.compile(r"[0-9]+|★+|[一二三四五六七八九十](?=[つ人台社年回番点枠型次])|ひとつ|ふたつ")
_DIGITS = {
    "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9",
    "十": "10", "ひとつ": "1", "ふたつ": "2", "★": "1", "★★": "2",
}  # fmt: skip


@dataclass(frozen=True)
class Claims:
    """What is found in a sentence; several at once where it weighs one against the other.

    Attributes:
        does: it is done, there, decided.
        denies: it is not.
        some: it is so in part, by a word that says so.
        partly: `some`, or one thing said against another.
        later: it is to come.
        unsure: the writer does not know.
        twisted: a denial denied: nothing plain can be read out of it.
    """

    does: bool
    denies: bool
    some: bool
    partly: bool
    later: bool
    unsure: bool
    twisted: bool


def claims(text: str) -> Claims:
    """What a text claims."""
    said = _HARMLESS.sub("", unicodedata.normalize("NFKC", text).lower())
    unsure = _UNSURE.search(said) is not None
    twisted = _TWISTED.search(said) is not None
    said = _NEVER.sub("、", _UNSURE.sub("、", said))
    share = _SHARE.search(said)
    none = share is not None and int(share[2]) == 0
    some = _SOME.search(said) is not None or _in_part(share)
    return Claims(
        does=_DOES.search(said) is not None and not none,
        denies=_DENIES.search(said) is not None or none,
        some=some,
        partly=some or _CONTRAST.search(said) is not None,
        later=_LATER.search(said) is not None,
        unsure=unsure,
        twisted=twisted,
    )


def content(text: str) -> frozenset[str]:
    """The words that carry meaning, kanji as pairs of letters."""
    found = set[str]()
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).lower()):
        if word[0] >= "\u4e00" and len(word) > 1:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word)
    return frozenset(found)


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits; stars count."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return frozenset(_DIGITS.get(one, one) for one in found)


def _in_part(share: re.Match[str] | None) -> bool:
    """Whether 「10台中3台」 is neither all nor none."""
    return share is not None and 0 < int(share[2]) < int(share[1])
