"""Everyday ways of saying yes, partly, not yet, no and I do not know. Pure.

Everything is matched as a whole: a sentence with anything unforeseen in it means nothing here, so
that 「やってるけど古いのが1台」 is asked again rather than taken for a yes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Sense = Literal["yes", "partly", "later", "no", "unknown"]

_EDGES = "\ufe0f\u20e3 \t\n。．.、,!~〜ー…・「」『』()<>※→"
_INNER = re.compile(r"(?<![0-9a-z])[\s、。,!…・\ufe0f]+|[\s、。,!…・\ufe0f]+(?![0-9a-z])")
_EMOJI = {
    ":one:": "1", ":two:": "2", ":three:": "3", ":four:": "4", ":five:": "5", ":+1:": "はい", "👍": "はい",
    ":o:": "はい", "⭕": "はい", "○": "はい", "◯": "はい", "〇": "はい", ":x:": "いいえ", "❌": "いいえ",
    "✕": "いいえ", "×": "いいえ", "✗": "いいえ", "△": "一部",
}  # fmt: skip

# Polite and spoken endings, written the plain way: 「やってます」 and 「やっている」 are one.
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=.)と(?:思|おも)(?:います|う)(?:けど|が)?$", ""),
        (
            r"(?<=..)(?:です|っす|でした|だ(?=[よね]))?(?:よね|よ|ね|わ)$|(?<=..)(?:です|っす|でした)$",
            "",
        ),
        (r"(?:(?<=て)|(?<=んで))(?:い|おり)?(?:ません(?:でした)?|へん|ねえ?)$", "いない"),
        (r"(?:(?<=て)|(?<=んで))(?:ない|なかった|いなかった)$", "いない"),
        (r"(?:(?<=て)|(?<=んで))(?:い|おり)?ます$|(?:(?<=て)|(?<=んで))(?:おる|る)$", "いる"),
        (r"(?<=[しっきん])と(?:らん|らへん|らない|りません)$", "ていない"),
        (r"(?<=[しっきん])と(?:る|ります)$", "ている"),
        (r"やりました$", "やった"),
        (r"ました$", "た"),
        (r"(?:ありません|無い|無し|なし|あらへん)$", "ない"),
        (r"りません$|りまへん$", "らない"),
        (r"(?:し|でき|出来)ま(?:せん|へん)$", "しない"),
        (r"あります$", "ある"),
        (r"します$", "する"),
        (r"やります$", "やる"),
    )
)
_DO = (
    r"(?:(?:全部|すべて|全て|全員|毎日|毎回|いつも|ちゃんと|きちんと|しっかり)?"
    r"(?:でき|出来|し|やっ|やれ|行っ|行|実施し|対応し|導入し|設定し|使っ|入れ|決め|守っ|徹底し|公開し|更新し|確認し))"
)
_SELF = r"(?:うち|弊社|当社|会社|わが社|自分|ウチ)(?:では|は|も)"
_YES = r"(?:はい|うん|ええ|yes|ok|おk|おっけー?|オッケー?|もちろん|そうです|イエス|はーい)"
_NO = r"(?:いいえ|いや|いえ|ううん|no|ノー?|いーえ)"
_HOW = r"(?:もう|すでに|既に|全部|ぜんぶ|すべて|全て|全員|毎日|毎回|いつも|ちゃんと|きちんと|しっかり|一応全部|完璧に|問題なく)"
_SOME = (
    r"(?:だいたい|大体|だいたいは|一部|いちぶ|ちょっと|少し|すこし|半分|ほぼ|おおむね|概ね|部分的|途中|ある程度|そこそこ|まあまあ"
    r"|ぼちぼち|一応|いちおう|大半|何台か|何人か|[5-9]割|できている(?:ところ|もの)と(?:できていない|ない)(?:ところ|もの)がある)"
)
_ALL = r"(?:全部|すべて|全て|完全|完璧|十分|充分|全員|徹底)"
_SENSES: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    (
        "unknown",
        re.compile(
            rf"(?:{_SELF}|よく|ちょっと|正直|全然|ぜんぜん|まったく|それは|私に?は|自分には|今は|いまいち|えっと)*"
            r"(?:(?:分か|わか|解|判)ら(?:ない|ん|ず|へん|ぬ|なく|なくて)(?:かも|な|ので|けど|んや|なあ?)?|(?:分か|わか)りかねます"
            r"|不明|知らない|知らん|さあ|さぁ|さー|どうだろう?|把握していない|はっきりしない|覚えていない|見当がつかない|わからへん)"
        ),
    ),
    (
        "partly",
        re.compile(
            rf"(?:{_YES}|{_SELF}|まだ|ほんの)*{_SOME}(?:に|は|だけ|くらい|ぐらい|ほど|なら|まで|的に|の人は|のみ)*"
            rf"(?:{_DO}(?:ている|た|てある|てはいる)|実施(?:中|済み?)?|済み?|対応(?:中|済み?)?|ok|はい)?"
            rf"|(?:まだ)?(?:一部|ちょっと|少し|半分|途中(?:まで)?|数台)しか{_DO}(?:ていない|ない)"
            rf"|{_ALL}(?:に|で|と|まで)?(?:は|じゃ|では|とは)(?:{_DO}(?:ていない|ない)|ない|いえない|言えない)"
            rf"|(?:まだ)?(?:やりかけ|取り組み中|{_DO}ている途中)"
        ),
    ),
    (
        "yes",
        re.compile(
            rf"{_YES}+|(?:{_YES}|{_SELF}|{_HOW})*(?:{_DO}(?:ている|てある|てはいる)|(?:やっ|し|実施し|公開し|対応し|決め|済ませ)た|できた|出来た"
            r"|(?:実施|対応|完了|設定|導入|公開)?済み?|実施中|完了|済んだ|済んでいる|終わった|終わっている|ばっちり|バッチリ|完璧"
            r"|ok|問題(?:は)?ない|大丈夫|まる|丸|ある)"
        ),
    ),
    (
        "later",
        re.compile(
            rf"(?:{_YES}|{_NO}|{_SELF}|すみません)*(?:まだ(?:まだ|これから)?|(?:これから|今後|今から|後で|あとで|そのうち|近いうちに)(?:やる|する|始める|の予定|検討)?"
            r"|未実施|未対応|未着手|未導入|検討中|予定|(?:これから)?(?:やる|する)予定|準備中)"
        ),
    ),
    (
        "no",
        re.compile(
            rf"(?:{_NO}|全然|ぜんぜん|まったく|全く)+|(?:{_YES}|{_NO}|{_SELF}|まだ|全然|ぜんぜん|まったく|全く|何も|なにも|ほとんど|すみません|一つも"
            rf"|一度も|残念ながら|ちゃんとは|特に)*(?:{_DO}(?:ては)?(?:ていない|ていなかった|いない|ない|なかった|ん|てん)|やらない|ない|せん|ばつ|バツ|ペケ)"
        ),
    ),
)


def compact(text: str) -> str:
    """A short text for comparing: NFKC, lower case, marks and spaces between words away."""
    text = unicodedata.normalize("NFKC", text.translate(_EMOJI_ONE)).lower()
    for code, said in _EMOJI_CODES.items():
        text = text.replace(code, said)
    return _INNER.sub("", text.strip(_EDGES)).strip(_EDGES)


def plain(said: str) -> str:
    """A compact text with its ending in the plain form."""
    for pattern, to in _PLAIN:
        said = pattern.sub(to, said, count=1)
    return said


def sense(said: str) -> Sense | None:
    """What a plain text says as a whole; None when it says anything else."""
    return next((name for name, pattern in _SENSES if pattern.fullmatch(said)), None)


_EMOJI_ONE = {ord(code): said for code, said in _EMOJI.items() if len(code) == 1}
_EMOJI_CODES = {code: said for code, said in _EMOJI.items() if len(code) > 1}
