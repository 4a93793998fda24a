"""「A社、来月の締切に間に合う？」 read: which programme, round or date, and what may be a name.

What is read is kept as ids and dates, so that a button can carry it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from bot import wording
from bot.answering.understanding import Reader, Understanding
from bot.domain.answer import Model
from bot.walkthroughs import dates

_MONTHS_IN_YEAR = 12
# A day without a year is the nearest; whoever asks for a deadline long past means the next one.
_LONG_PAST = dt.timedelta(60)
_PARTS = ("programme", "edition", "frame", "number", "day", "month")
_PACKED = re.compile(
    r"(?P<programme>[a-z0-9._/-]{0,80})~(?P<edition>[a-z0-9._/-]{0,80})~(?P<frame>[a-z0-9._/-]{0,80})"
    r"~(?P<number>[0-9]{0,3})~(?P<day>[0-9-]{0,10})~(?P<month>(?:20[0-9]{2}-(?:0[1-9]|1[0-2]))?)"
)
_DUE = r"(?:締切日?|締め切り?|締切り|〆切り?|〆|しめきり|期限|公募|募集)"
_MONTH = re.compile(
    rf"(?:(?P<near>今月|来月|再来月)|(?:(?P<year>来年|今年)の?)?(?<![0-9])(?P<month>[0-9]{{1,2}})\s*月)"
    rf"(?:中|末|上旬|中旬|下旬)?\s*の?\s*(?:(?:補助金|申請)の?)?{_DUE}"
)
_NEAR_MONTHS = {"今月": 0, "来月": 1, "再来月": 2}
_TAIL = re.compile(r"(?:間に合|まにあ|から(?:の)?逆算).*$", re.DOTALL)
_OWN = re.compile(r"(?:うち|ウチ|当社|弊社|自社|わが社|我が社|私たち|わたしたち|私ども|うちの会社)")
_NOISE = re.compile(
    rf"(?:(?:今月|来月|再来月|今度|次回|次|直近|今回)の?)?(?:(?:補助金|助成金|申請)の?)?{_DUE}"
    r"|(?:令和|平成|昭和|[rhs](?=[0-9]))?\s*[0-9元]{0,4}\s*年?度?\s*[0-9]{1,2}\s*月\s*(?:[0-9]{1,2}\s*日|末日?|中|上旬|中旬|下旬)?"
    r"|(?:[0-9]{2,4}[./-])?[0-9]{1,2}[./-][0-9]{1,2}(?![0-9])|20[0-9]{6}|[0-9]{1,2}日"
    r"|(?:第\s*)?[0-9]{1,2}\s*[次回](?:目|の)?"
    r"|明後日|あさって|明日|あした|今日|本日|一昨日|おととい|昨日|きのう|(?:先|今|来|再来)週の?(?:[月火水木金土日]曜?日?)?|[月火水木金土日]曜日?"
    r"|[0-9]{1,3}\s*(?:日|週間?|[かヶカ]月)後|(?:今|来|再来)月(?:の|末|中)?|(?:今|来)年(?:の|度)?"
    r"|このまま(?:だと|では|で|なら)?|(?:今|いま|これ)から(?:でも|なら)?|まだ|もう|ちゃんと|なんとか|本当に|ほんとに|急いで"
    r"|お客(?:様|さん)の|顧客の|クライアントの|(?:次|今度)の?(?=$|[、,。\s|])"
)
_SPLIT = re.compile(r"[、,。\s|!?・「」『』…]+")
_PARTICLES = re.compile(
    r"^(?:な?ん?だけれ?ど|ですが|の|に(?=[^ぁ-ん]))+|(?:は|って|の|が|も|なら|だと|では|で|に|を|と|から|まで|には)+$"
)
_NO_NAME = re.compile(
    r"補助|助成|枠|類型|けど|ので|から|場合|制度|申請|週間|[はがをにで].*(?:る|た|ない|です|ます)$"
)
_LONGEST_NAME = 40
_DATE_LIKE = re.compile(
    r"[0-9]\s*[月/.日-]|[0-9]{8}|[一二三四五六七八九十]\s*[月日]|あさって|明後日|明日|あした|今日|本日|昨日|きのう|一昨日|おととい"
    r"|週の?[月火水木金土日]|[0-9]\s*(?:日|週|か月|ヶ月|カ月)間?後|月末"
)


class DeadlineQuestion(Model):
    """Which deadline is meant; nothing set means the one aimed at.

    Attributes:
        number: of the round (5次).
        day: the date named.
        month: the month its deadline lies in, 2026-12.
    """

    programme: str | None = None
    edition: str | None = None
    frame: str | None = None
    number: int | None = None
    day: dt.date | None = None
    month: str | None = None

    def packed(self) -> str:
        """The question as a button carries it."""
        return "~".join(str(getattr(self, part) or "") for part in _PARTS)


class Heard(Model):
    """A question as it was read.

    Attributes:
        own: the own firm was named (うち).
        names: what is left of the text once everything understood is taken out.
        problem: what cannot be (13月), in a sentence.
        warning: how a date was read.
    """

    question: DeadlineQuestion
    own: bool = False
    names: tuple[str, ...] = ()
    problem: str | None = None
    warning: str | None = None


def unpacked(text: str) -> DeadlineQuestion | None:
    """The question a button carries; None for what we never wrote."""
    match = _PACKED.fullmatch(text)
    if match is None:
        return None
    try:
        return DeadlineQuestion.model_validate({k: v for k, v in match.groupdict().items() if v})
    except ValueError:
        return None


def read(text: str, reader: Reader, today: dt.date, without: Iterable[str] = ()) -> Heard:
    """What a question is about.

    Args:
        text: as typed.
        reader: knows the programmes.
        today: in Japan.
        without: names of clients known to stand in it; their digits are no dates.
    """
    said = unicodedata.normalize("NFKC", text).casefold()
    for name in without:
        said = said.replace(unicodedata.normalize("NFKC", name).casefold(), "|")
    understood = reader.read(said, today)
    month = _month(said, today)
    problem = month if isinstance(month, str) and not month[:1].isdigit() else None
    found: DeadlineQuestion = DeadlineQuestion(
        programme=understood.programme.id if understood.programme else None,
        edition=understood.edition.id if understood.edition else None,
        frame=understood.frame.id if understood.frame else None,
        number=understood.round_no,
        month=None if problem else month,
    )
    warning = None
    if month is None and _DATE_LIKE.search(said):
        day = _day(said, today)
        if isinstance(day, dates.Day):
            found, warning = found.model_copy(update={"day": day.day}), day.warning
        else:
            problem = day
    own, names = _names(said, understood)
    return Heard(question=found, own=own, names=names, problem=problem, warning=warning)


def _month(said: str, today: dt.date) -> str | None:
    """The month a deadline lies in, 2026-12; a sentence when there is no such month."""
    match = _MONTH.search(said)
    if match is None:
        return None
    if match["near"]:
        count = today.year * _MONTHS_IN_YEAR + today.month - 1 + _NEAR_MONTHS[match["near"]]
        return f"{count // _MONTHS_IN_YEAR}-{count % _MONTHS_IN_YEAR + 1:02}"
    month = int(match["month"])
    if not 1 <= month <= _MONTHS_IN_YEAR:
        return wording.DATE_IMPOSSIBLE.format(text=f"「{match['month']}月」")
    year = today.year + {"来年": 1}.get(match["year"] or "", 0)
    if match["year"] is None and month < today.month:
        year += 1
    return f"{year}-{month:02}"


def _day(said: str, today: dt.date) -> dates.Day | str | None:
    """The day named; None where nothing was a day after all."""
    # 「5次の締切」 has a number that is no day.
    found = dates.day(_TAIL.sub("", said), today, past=False)
    if isinstance(found, str):
        return None if found in (wording.DATE_UNREADABLE, wording.DATE_NO_DAY) else found
    guessed = found.warning == wording.DATE_YEAR_GUESSED.format(year=found.day.year)
    if guessed and found.day < today - _LONG_PAST:
        ahead = _next_year(found.day)
        return dates.Day(ahead, wording.DATE_YEAR_GUESSED.format(year=ahead.year))
    return found


def _next_year(day: dt.date) -> dt.date:
    for years in range(1, 9):
        try:
            return day.replace(year=day.year + years)
        except ValueError:
            continue
    return day


def _names(said: str, understood: Understanding) -> tuple[bool, tuple[str, ...]]:
    """Whether the own firm was named, and the pieces that may be somebody's name."""
    rest = _TAIL.sub("", said)
    for name in _names_of(understood):
        rest = rest.replace(name, "|")
    rest = _NOISE.sub("|", rest)
    pieces = [_PARTICLES.sub("", piece) for piece in _SPLIT.split(rest)]
    pieces = [_PARTICLES.sub("", piece) for piece in pieces if piece]
    own = any(_OWN.fullmatch(piece) for piece in pieces)
    return own, tuple(piece for piece in pieces if piece and not _OWN.fullmatch(piece))


def _names_of(understood: Understanding) -> list[str]:
    """Every name of the programme asked about, of its editions and frames; longest first."""
    programme = understood.programme
    if programme is None:
        return []
    rows = [
        (programme.name, *programme.aliases),
        *((one.name, *one.aliases) for one in programme.editions),
        *((frame.name, *frame.aliases) for one in programme.editions for frame in one.frames),
    ]
    names = {unicodedata.normalize("NFKC", name).casefold() for row in rows for name in row}
    return sorted(names, key=len, reverse=True)


def may_be_a_name(piece: str) -> bool:
    """Whether a piece of a question can be a company's name rather than a topic."""
    return len(piece) <= _LONGEST_NAME and _NO_NAME.search(piece) is None
