"""Lists over all programmes by code: by the star asked, by what is open, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.answering import words
from bot.answering.facts import programme_rows
from bot.answering.facts.fact import Listing
from bot.answering.understanding import Understanding
from bot.subsidies.places import Place
from knowledge.catalog import Catalog
from knowledge.schema import Programme

Kind = Literal["two", "one", "any", "none", "bonus", "open"]

_SUBSIDIES = re.compile(r"補助金|助成金|補助(?!金)|助成|公募|募集")
_LIST = re.compile(
    r"(補助金|助成金|補助|助成|もの|やつ|制度|ところ|公募|募集)?(って|は|を|が|で|に|も)?"
    r"(、|\s)*(どれ|どの|どんな|何(が|か|です|で|$|\?)|なに|なん(です|$|\?)|ある(の|か|\?|$|かな)|ありま|教えて|おしえて"
    r"|知りたい|一覧|リスト|ぜんぶ|全部|すべて|見せて|挙げて|探し|さがし|調べて|出して|いくつある)"
    r"|(補助金|助成金|補助|助成|もの|やつ|制度|公募|募集)(は|って|とか|を|の一覧|一覧)?(\?|。|$)"
)
# A follow-up after a list, put behind its subject: 「…補助金 そのうち介護は？」「…補助金 名古屋市は？」
_AMONG_THEM = re.compile(
    r"補助金\s?((そのうち|その中で?|それ|じゃあ|では|なら)[^。]{1,16}|[^。、の]{1,8}(県|都|府|道|市|区|町|村)(は|だと|なら))(\?|。|$)"
)
_NEED = r"(必要|必須|要る|いる|いります|要ります|求め|じゃないと|でないと|条件|要件|マスト|ひつよう|義務|を使う|が要)"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("bonus", re.compile(r"加点|有利になる|優遇")),
    (
        "none",
        re.compile(
            r"(security action|宣言|星|ロゴ).{0,8}(いらない|要らない|いらん|要らん|不要|なし|無し|なく|必要(が|は|の)?ない|必要ありません"
            r"|求められない|求められていない|関係(が|は)?ない|しなくて)"
        ),
    ),
    ("two", re.compile(rf"二つ星.{{0,10}}{_NEED}|二つ星の(補助|助成)")),
    (
        "one",
        re.compile(
            r"一つ星.{0,8}(だけ|で(も)?(いい|良い|よい|足り|申請|申し込|出せ|応募|使え|もらえ|いけ|ok|可|大丈夫))"
            rf"|一つ星.{{0,6}}{_NEED}|一つ星の(補助|助成)"
        ),
    ),
    ("any", re.compile(rf"(security action|宣言|星).{{0,8}}{_NEED}")),
    (
        "open",
        re.compile(
            r"(今|いま|現在|この時期|まだ|今月|本日|今日|これ).{0,10}"
            r"(申し込|申込|もうしこ|申請でき|申請可|出せ|だせ|使え|つかえ|応募|募集|公募|受付|受け付け|やって|もらえ)"
            r"|(募集|公募|受付|受け付け)(け)?中|(募集|公募)して(い)?る|申し込める|申込める|申請できる|応募できる"
        ),
    ),
)
_OF_A_PLACE = re.compile(
    r"(県|市|区|町|村|都|府|道|で|の)(使える|もらえる|ある)?(補助金|助成金)(は|って|を|が|に|には)?"
    r"(何|なに|どんな|どれ|ある|あり|教えて|おしえて|一覧|知りたい|\?|。|$)"
)
_OUR_PLACE = re.compile(
    r"(うち|わが|我が|当|この|私|自分|こちら|こっち)(の)?(県|市|町|区|村|地域|地元|都道府県)|県内|市内|町内|区内|地元"
)
_FIELDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(asked), re.compile(held))
    for name, asked, held in (
        ("介護", r"介護|デイサービス|老人|ケアマネ", r"介護"),
        ("医療", r"医療|病院|診療所|クリニック", r"医療|診療"),
        ("保育", r"保育|幼稚園|こども園", r"保育"),
        ("建設", r"建設|工務店|建築|土木", r"建設"),
        ("運送", r"運送|トラック|物流", r"トラック|運送"),
        ("サイバーセキュリティ", r"サイバー|セキュリティ対策の", r"サイバー"),
    )
)
_EVERYTHING = re.compile(r"全部|すべて|全て|ぜんぶ|残り|一覧|リスト")
_ONE_OF_THEM = re.compile(r"(この|その|例の)(補助金|助成金|制度)")


@dataclass(frozen=True)
class Wanted:
    """A list asked for: of what, where, in which field, and whether all of it."""

    kind: Kind
    place: Place
    field: str | None
    everything: bool


def answer(question: Understanding, catalog: Catalog) -> Listing | None:
    """The list a question asks for, or the question back which prefecture; None for any other."""
    kind = _kind(question)
    if kind is None:
        return None
    place = question.place
    if place.prefecture is None:
        if place.town and kind == "open":
            return _ask(words.UNKNOWN_PLACE_TOWN.format(town=place.town))
        if _OUR_PLACE.search(question.normalised):
            return _ask(words.WHICH_PREFECTURE.format(example=words.EXAMPLE_PLACE))
    field = next(
        ((n, held) for n, asked, held in _FIELDS if asked.search(question.normalised)), None
    )
    programmes = [one for one in catalog.programmes if field is None or _in_field(one, field[1])]
    wanted = Wanted(
        kind=kind,
        place=place,
        field=field[0] if field else None,
        everything=_EVERYTHING.search(question.normalised) is not None,
    )
    return programme_rows.listing(wanted, programmes, question.as_of)


def _kind(question: Understanding) -> Kind | None:
    """What the list is of; a question about one programme is none."""
    text = question.normalised
    if not _SUBSIDIES.search(text) or _ONE_OF_THEM.search(text):
        return None
    if question.programme is not None and not _only_a_field(question):
        return None
    listed = _LIST.search(text) or _AMONG_THEM.search(text)
    found = next((kind for kind, pattern in _KINDS if listed and pattern.search(text)), None)
    if found is None and question.place.prefecture and _OF_A_PLACE.search(text):
        return "open"
    if found is None and _OUR_PLACE.search(text) and _OF_A_PLACE.search(text):
        return "open"
    return found


def _only_a_field(question: Understanding) -> bool:
    """Whether the programme was read out of a field (介護の補助金) after a list was spoken of."""
    return question.says(r"補助金.{0,3}(そのうち|その中|それ)") and question.programme is not None


def _in_field(programme: Programme, held: re.Pattern[str]) -> bool:
    return held.search(" ".join((programme.name, *programme.aliases))) is not None


def _ask(text: str) -> Listing:
    return Listing(head=text, ask=text)
