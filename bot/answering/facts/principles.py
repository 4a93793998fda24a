"""The five or six principles by code, in the edition asked for or in force."""

from __future__ import annotations

import re

from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Understanding
from knowledge.catalog import Catalog
from knowledge.schema import PrincipleSet

_LIST = re.compile(
    r"[56]か条(って|とは|は|の|を|が)?(具体的に|それぞれ|全部|中身|内容|一覧|項目)*(って|は|を|の)*"
    r"(何|なに|なん|教えて|一覧|内容|中身|(全部|ぜんぶ|すべて)(を)?(教え|並べ|挙げ|列挙|言)|項目|リスト|知りたい|具体|並べ|列挙|\?|$)"
)
_NTH = re.compile(r"([56])か条.{0,6}?([1-6])(番目|つ目|個目|つめ|番|か条目|条目)")


def answer(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The list of principles, or the one whose number is named."""
    named = re.search(r"([56])か条", question.normalised)
    if named is None:
        return None
    wanted = _set(catalog, question, int(named.group(1)))
    if wanted is None:
        return None
    nth = _NTH.search(question.normalised)
    if nth and int(nth.group(2)) <= len(wanted.principles):
        number = int(nth.group(2))
        return FactAnswer((f"principles/{wanted.edition}/{number}",))
    if _LIST.search(question.normalised):
        others = tuple(
            f"principles/{group.edition}"
            for group in catalog.principle_sets
            if group is not wanted and _holds(catalog, group, question)
        )
        return FactAnswer((f"principles/{wanted.edition}", *others), strong=False)
    return None


def _set(catalog: Catalog, question: Understanding, count: int) -> PrincipleSet | None:
    """The set of the edition named, else of that many principles."""
    for group in catalog.principle_sets:
        if group.edition == question.guideline:
            return group
    return next((g for g in catalog.principle_sets if len(g.principles) == count), None)


def _holds(catalog: Catalog, group: PrincipleSet, question: Understanding) -> bool:
    edition = next(e for e in catalog.editions if e.id == group.edition)
    return edition.in_force_from <= question.as_of
