"""Lists and look-ups by code: programmes by level, documents, rankings, counts."""

from __future__ import annotations

import re

from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Intent, Understanding
from knowledge.catalog import Catalog
from knowledge.dates import last_day

_RANKING = re.compile(r"10大脅威|十大脅威")
_COUNT = re.compile(
    r"(一つ星|二つ星|宣言|security action|登録).{0,10}(何社|何者|何件|何万|件数|社数|者数|いくつの会社|どれくらいの会社|どのくらいの会社|事業者数)"
    r"|(何社|何者|何件|何万社).{0,12}宣言"
)


def documents(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The documents of the programme's edition, for the kind of applicant named."""
    if question.edition is None or not question.wants(Intent.DOCUMENTS):
        return None
    applicant = _applicant(question)
    rows = [row for row in catalog.documents if row.edition == question.edition.id]
    if applicant:
        rows = [row for row in rows if row.applicant in (applicant, "all")]
    if not rows:
        return None
    rows.sort(key=lambda row: (row.applicant == "all", row.applicant))
    return FactAnswer(
        tuple(f"documents/{row.id}" for row in rows[:3]),
        strong=applicant is not None,
        subject=f"{question.edition.name}の必要書類",
    )


def _applicant(question: Understanding) -> str | None:
    if question.says(r"個人(事業主)?|フリーランス|自営|一人親方|ひとり親方"):
        return "sole_proprietor"
    return "corporation" if question.says(r"法人|会社|株式|有限") else None


def appendix(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The appendix named by its number, in the edition named or in force."""
    named = re.search(r"付録\s*([1-9])(?![0-9])", question.normalised)
    if named is None or question.says(r"付録.*付録"):
        return None
    number = int(named.group(1))
    starts = {edition.id: edition.in_force_from for edition in catalog.editions}
    groups = sorted(catalog.appendix_sets, key=lambda group: starts[group.edition])
    held = [group for group in groups if any(row.no == number for row in group.appendices)]
    known = [group for group in held if starts[group.edition] <= question.as_of] or held[:1]
    if question.guideline:
        known = [group for group in held if group.edition == question.guideline]
    ids = tuple(f"appendix/{group.edition}/{number}" for group in reversed(known))
    return FactAnswer(ids, strong=False, subject=f"付録{number}") if ids else None


def ranking(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The 10大脅威 of the year named, else the newest published by the day."""
    if not _RANKING.search(question.normalised):
        return None
    year = re.search(r"20[12][0-9]", question.normalised)
    asks_list = question.says(r"[0-9]+位|一位|順位|ランキング|一覧|トップ|何(です|が|か|\?|$)|全部")
    if not (year or asks_list):
        return None
    years = sorted(row.year for row in catalog.threat_rankings)
    wanted = (
        int(year.group())
        if year
        else max((y for y in years if y <= question.as_of.year), default=None)
    )
    if wanted not in years:
        return None
    return FactAnswer((f"threats/ranking-{wanted}",), strong=False)


def declarers(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The newest count of declarers known on the day."""
    if not _COUNT.search(question.normalised):
        return None
    known = [row for row in catalog.declarers if last_day(row.as_of) <= question.as_of]
    if not known:
        return None
    newest = max(known, key=lambda row: last_day(row.as_of))
    stars = [row for row in known if row.star1 is not None]
    rows = [newest] + ([max(stars, key=lambda row: last_day(row.as_of))] if stars else [])
    ids = dict.fromkeys(f"declarers/{row.as_of}" for row in rows)
    return FactAnswer(tuple(ids), strong=False, subject="SECURITY ACTIONの宣言事業者数")
