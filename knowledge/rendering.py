"""The typed catalogue as passages, so that what code answers from can be searched and quoted."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import sentences
from knowledge.catalog import Catalog
from knowledge.dates import japanese
from knowledge.schema import Dated, Passage, Programme, ProgrammeEdition, Sourced


def passages(catalog: Catalog) -> tuple[Passage, ...]:
    """Every passage there is: the written ones, then those rendered from typed facts."""
    return (*_written(catalog), *_rendered(catalog))


def _written(catalog: Catalog) -> Iterator[Passage]:
    """The written passages; one of a programme's edition holds from that edition's first day."""
    starts = {row.id: row.valid_from for one in catalog.programmes for row in one.editions}
    for passage in catalog.passages:
        start = passage.valid_from or starts.get(passage.edition or "")
        yield passage.model_copy(update={"valid_from": start})


def _rendered(catalog: Catalog) -> Iterator[Passage]:
    yield from _guideline(catalog)
    for programme in catalog.programmes:
        yield from _programme(programme)
    yield from _procedures(catalog)
    yield from _counts(catalog)
    yield from _terms(catalog)


def _passage(fact: Sourced, identifier: str, title: str, text: str, **more: object) -> Passage:
    dates = (
        {"valid_from": fact.valid_from, "valid_to": fact.valid_to}
        if isinstance(fact, Dated)
        else {}
    )
    return Passage.model_validate(
        {
            "id": identifier,
            "title": title,
            "text": text,
            "sources": fact.sources,
            "as_of": fact.as_of,
            "confidence": fact.confidence,
            **dates,
            **more,
        }
    )


def _guideline(catalog: Catalog) -> Iterator[Passage]:
    titles = {edition.id: edition.title for edition in catalog.editions}
    for group in catalog.principle_sets:
        name = f"情報セキュリティ{len(group.principles)}か条"
        section = f"付録1 {name}"
        yield _passage(
            group,
            f"principles/{group.edition}",
            f"{name}の一覧（{titles[group.edition]}）",
            sentences.principles(group),
            edition=group.edition,
            section=section,
        )
        for row in group.principles:
            text = (
                f"{name}の{row.no}番目は「{row.title}」です。{sentences.sentence(row.why)}\n"
                f"すること:\n{sentences.bullets([measure.text for measure in row.measures])}"
            )
            yield _passage(
                row,
                f"principles/{group.edition}/{row.no}",
                row.title,
                text,
                edition=group.edition,
                section=f"{section} {row.no}",
                asked_as=row.asked_as,
            )
    yield from _self_checks(catalog)
    yield from _policies_and_appendices(catalog)


def _self_checks(catalog: Catalog) -> Iterator[Passage]:
    for check in catalog.self_checks:
        base = f"self-check/{check.edition}"
        shared = {"edition": check.edition}
        yield _passage(
            check, f"{base}/points", "自社診断の配点と満点", sentences.scoring(check), **shared
        )
        for band in check.bands:
            title = f"自社診断で{sentences.band_range(band)}の意味"
            yield _passage(band, f"{base}/band-{band.high}", title, sentences.band(band), **shared)
        for item in check.items:
            yield _passage(
                item,
                f"{base}/{item.no}",
                f"自社診断 {item.no}番 {item.label}",
                sentences.check_item(check, item),
                section=f"{check.title} パート{item.part} {item.no}番",
                asked_as=item.asked_as,
                **shared,
            )


def _policies_and_appendices(catalog: Catalog) -> Iterator[Passage]:
    for policy in catalog.basic_policies:
        titles = [heading.title for heading in policy.headings]
        text = (
            f"情報セキュリティ基本方針の見出しの例は、{'、'.join(titles)}の{len(titles)}つです。\n"
            + sentences.bullets([f"{row.title}: {row.content}" for row in policy.headings])
        )
        yield _passage(
            policy,
            f"policy-headings/{policy.edition}",
            "情報セキュリティ基本方針の見出しと書く内容",
            text,
            edition=policy.edition,
        )
        blanks = sentences.bullets([f"{row.name}: {row.meaning}" for row in policy.placeholders])
        yield _passage(
            policy,
            f"policy-blanks/{policy.edition}",
            "基本方針のひな形で自社の内容に書き換える欄",
            f"基本方針のひな形では、次の欄を自社の内容に書き換えます。\n{blanks}",
            edition=policy.edition,
        )
    for group in catalog.appendix_sets:
        for row in group.appendices:
            form = f"（{row.form}）" if row.form else ""
            contents = f"\n{sentences.bullets(row.contents)}" if row.contents else ""
            yield _passage(
                row,
                f"appendix/{group.edition}/{row.no}",
                f"付録{row.no} {row.title}",
                f"付録{row.no}「{row.title}」{form}は、{sentences.sentence(row.purpose)}{contents}",
                edition=group.edition,
                section=f"付録{row.no}",
                asked_as=row.asked_as,
            )


def _programme(programme: Programme) -> Iterator[Passage]:
    yield _passage(
        programme,
        f"programme/{programme.id}",
        programme.name,
        sentences.programme(programme),
        topics=(programme.id,),
    )
    for claim in programme.misinformation:
        yield _passage(
            claim,
            f"misinformation/{claim.id}",
            f"よくある誤り: {claim.claim}",
            claim.correction,
            asked_as=claim.asked_as,
            topics=(programme.id, "misinformation"),
        )
    for edition in programme.editions:
        yield from _edition(programme, edition)


def _edition(programme: Programme, edition: ProgrammeEdition) -> Iterator[Passage]:
    topics = (programme.id, edition.id)
    names = {frame.id: frame.name for frame in edition.frames}
    for rule in edition.requirements:
        frames = "・".join(names[frame] for frame in rule.frames)
        yield _passage(
            rule,
            f"rule/{rule.id}",
            f"{edition.name} {frames} SECURITY ACTIONの{'加点' if rule.role == 'bonus' else '要件'}",
            sentences.requirement(rule),
            edition=edition.id,
            section=frames or None,
            topics=topics,
            **_validity(edition, rule),
        )
    for frame in edition.frames:
        yield _passage(
            frame,
            f"frame/{frame.id}"
            if frame.id.startswith(edition.id)
            else f"frame/{edition.id}/{frame.id}",
            f"{edition.name} {frame.name} 補助額・補助率・対象",
            sentences.frame(edition, frame),
            edition=edition.id,
            section=frame.name,
            topics=topics,
            valid_from=edition.valid_from,
            valid_to=edition.valid_to,
        )
    if edition.rounds:
        sources = tuple({ref: None for row in edition.rounds for ref in row.sources})
        order = ("low", "medium", "high")
        sure = max(edition.rounds, key=lambda row: order.index(row.confidence))
        yield _passage(
            sure.model_copy(update={"sources": sources}),
            f"rounds/{edition.id}",
            f"{edition.name} 公募回と締切",
            sentences.rounds(edition),
            edition=edition.id,
            topics=topics,
            valid_from=edition.valid_from,
            valid_to=edition.valid_to,
        )


def _validity(edition: ProgrammeEdition, rule: Dated) -> dict[str, object]:
    return {
        "valid_from": rule.valid_from or edition.valid_from,
        "valid_to": rule.valid_to or edition.valid_to,
    }


def _procedures(catalog: Catalog) -> Iterator[Passage]:
    for procedure in catalog.procedures:
        steps = [f"{step.no}. {step.title}（{step.actor}）" for step in procedure.steps]
        yield _passage(
            procedure,
            f"procedure/{procedure.id}",
            procedure.title,
            "\n".join([f"{procedure.title}は、次の順番です。", *steps]),
            edition=procedure.edition,
            asked_as=procedure.asked_as,
        )
    for row in catalog.documents:
        yield _passage(
            row,
            f"documents/{row.id}",
            row.title,
            sentences.documents(row),
            edition=row.edition,
            asked_as=row.asked_as,
        )
    for time in catalog.lead_times:
        route = f"（{time.route}）" if time.route else ""
        yield _passage(
            time,
            f"lead-time/{time.id}",
            f"{time.label}{route}にかかる日数",
            sentences.lead_time(time),
        )


def _counts(catalog: Catalog) -> Iterator[Passage]:
    for count in catalog.declarers:
        yield _passage(
            count,
            f"declarers/{count.as_of}",
            f"SECURITY ACTIONの宣言事業者数（{japanese(count.as_of)}）",
            sentences.declarers(count),
        )
    for ranking in catalog.threat_rankings:
        yield _passage(
            ranking,
            f"threats/ranking-{ranking.year}",
            f"情報セキュリティ10大脅威{ranking.year}（組織）",
            sentences.threats(ranking),
        )


def _terms(catalog: Catalog) -> Iterator[Passage]:
    for term in catalog.terms:
        confuse = f"\n{sentences.sentence(term.not_to_confuse)}" if term.not_to_confuse else ""
        yield _passage(
            term,
            term.id if term.id.startswith("term/") else f"term/{term.id}",
            f"{term.term}とは",
            f"{sentences.sentence(term.meaning)}{confuse}",
            asked_as=term.asked_as,
        )
