"""What to show of a run: the step it stands at, in words, with its buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.answer import Citation
from bot.domain.walkthrough import Became, Dossier, Offer, Run, Screen, SheetResult, Todo
from bot.walkthroughs import engine, words
from bot.walkthroughs.plan import Plan, PlannedStep
from bot.walkthroughs.said import SAID
from bot.walkthroughs.said import told as told_done
from bot.walkthroughs.typed import masked
from knowledge.catalog import Catalog
from knowledge.schema import SelfCheck, SourceRef

UNDO, HELP, WHERE, LATER, SKIP, KEEP = "!undo", "!help", "!where", "!later", "!skip", "!keep"
TODOS = "!todos"
RENEW, MAKE, GO, START, NEW, DONE = "!renew", "!doc:", "!go:", "!start:", "!new:", "!done:"
FIX, GOTO = "!fix:", "!goto:"
REMIND, UNREMIND, REMINDERS, REMINDED = "!remind:", "!unremind", "!reminders", "!reminded:"
_PAGE = 12
_MOST_TODOS = 8
_MOST_CITATIONS = 2
_LONGEST_KEPT = 40
_LONGEST_TITLE = 18


def shown(
    run: Run,
    plan: Plan,
    catalog: Catalog,
    *,
    said: str = "",
    became: Became = "shown",
    known: Mapping[str, str] | None = None,
    inserted: str = "",
    newer: str | None = None,
    helped: bool = False,
) -> Screen:
    """The step a run stands at, or its end.

    Args:
        run: the run.
        plan: its steps.
        catalog: names the sources.
        said: what just happened.
        became: how that went.
        known: what was given for each field before: offered again.
        inserted: what belongs into the text of this step (a result, a preview, a list).
        newer: the version of a guideline edition newer than the run's.
        helped: show what one can do about it.
    """
    step = engine.current(plan, run)
    if step is None:
        return _end(run, plan, catalog, said, became)
    text = "\n".join(part for part in (step.title, step.ask, inserted) if part)
    if step.step.example:
        text += f"\n{words.EXAMPLE.format(example=step.step.example)}"
    offers = [*_answers(step), *_kept(step, known or {}), *_around(run, step, newer, helped)]
    return Screen(
        run=run.id,
        revision=run.revision,
        step=step.id,
        became=became,
        title=_named(run, plan),
        # How many are still to come is not known where each follows from the answer before.
        progress=None if plan.walkthrough.computed else engine.progress(plan, run),
        said=said,
        text=text,
        help=step.help if helped else "",
        offers=tuple(offers),
        wants="text" if step.step.kind == "text" else "nothing",
        form=step.part,
        # Twenty-five times the same sources are noise; who wants to know more sees them.
        citations=_marked(step.citations, text + (step.help if helped else ""))
        or cited(step.sources, catalog, plan.walkthrough.as_of)
        if helped or not step.no
        else (),
        documents=(step.step.document,) if step.step.document and became == "moved" else (),
    )


def _marked(citations: Sequence[Citation], text: str) -> tuple[Citation, ...]:
    """The first of them, up to the last one the text points to with [n]."""
    marked = [number for number in range(1, len(citations) + 1) if f"[{number}]" in text]
    return tuple(citations[: max(marked, default=0)])


def cited(sources: Sequence[SourceRef], catalog: Catalog, as_of: str) -> tuple[Citation, ...]:
    """Where a step comes from."""
    return tuple(
        Citation(
            title=source.title,
            section=ref.section,
            page=ref.page,
            url=source.url,
            as_of=as_of,
            quote="",
        )
        for ref in sources[:_MOST_CITATIONS]
        if (source := catalog.source_by_id[ref.id]).tier != "editorial"
    )


def overview(
    planned: Sequence[tuple[Run, Plan]], catalog: Catalog, said: str = "", became: Became = "shown"
) -> Screen:
    """Everything that was begun, how far it is, and what can be begun."""
    offers = [
        Offer(
            value=f"{GO}{run.id}", label=words.GO_ON.format(title=_named(run, plan)), primary=True
        )
        for run, plan in planned
        if run.state == "active"
    ]
    offers += [
        Offer(value=f"{FIX}{run.id}", label=words.FIX.format(title=_named(run, plan)))
        for run, plan in planned
        if run.state != "left" and any(_can_be_fixed(run, plan))
    ]
    begun = {run.walkthrough for run, _ in planned if run.state != "left"}
    offers += [
        Offer(value=f"{START}{one.id}", label=words.START.format(title=one.title))
        for one in sorted(catalog.walkthroughs, key=lambda row: row.rank)
        if one.id not in begun
    ]
    lines = []
    for run, plan in planned:
        if run.walkthrough == SAID:
            continue
        done, count = engine.progress(plan, run)
        state = words.STATES[run.state]
        lines.append(
            words.WHERE_LINE.format(title=_named(run, plan), state=state, done=done, count=count)
        )
    lines += said_lines(run for run, _ in planned)
    text = "\n".join([words.HERE, *lines]) if lines else words.NOTHING_YET
    return Screen(said=said, became=became, title=words.WHERE, text=text, offers=tuple(offers))


def said_lines(runs: Iterable[Run]) -> list[str]:
    """What somebody said is done, with the day it was said on, a line each."""
    return [
        words.SAID_LINE.format(title=words.SAID_TITLES[name], day=words.day(row.at))
        for name, row in told_done(runs).items()
    ]


def answered(run: Run, plan: Plan, page: int = 0) -> Screen:
    """The answers of a run, each with a button to give it anew."""
    found = list(_can_be_fixed(run, plan))
    few = found[page * _PAGE : (page + 1) * _PAGE]
    lines, offers = [], []
    for step in few:
        value = run.value(step.id) or ""
        choice = step.choice(value)
        answer = choice.label if choice else told(step, value) or words.UNFILLED
        title = step.title or step.ask
        lines.append(words.ANSWER_LINE.format(title=title, answer=answer))
        label = words.FIX_ONE.format(title=_short(title))
        offers.append(Offer(value=f"{GOTO}{run.id}:{step.id}", label=label))
    if len(found) > (page + 1) * _PAGE:
        offers.append(Offer(value=f"{FIX}{run.id}:{page + 1}", label=words.MORE))
    text = "\n".join([words.FIX_WHICH, *lines])
    return Screen(
        run=run.id,
        revision=run.revision,
        title=_named(run, plan),
        text=text,
        offers=(*offers, Offer(value=f"{GO}{run.id}", label=words.BACK)),
    )


def _can_be_fixed(run: Run, plan: Plan) -> Iterator[PlannedStep]:
    for step in engine.applicable(plan, run):
        if run.value(step.id) is not None and (step.choices or step.step.kind == "text"):
            yield step


def told(step: PlannedStep, value: str) -> str:
    """A text as others may see it: an ID is masked."""
    return masked(value) if step.step.check == "declaration_id" else value


def todo_list(todos: Sequence[Todo], said: str = "", became: Became = "shown") -> Screen:
    """What is left, each with a button for when it is done."""
    if not todos:
        return Screen(said=said, became=became, title=words.TODO_TITLE, text=words.NO_TODOS)
    few = todos[:_MOST_TODOS]
    offers = tuple(
        Offer(
            value=f"{DONE}{todo.run}:{todo.step}",
            label=words.DONE_TODO.format(title=_short(todo.title)),
        )
        for todo in few
    )
    text = "\n".join([words.TODOS.format(count=len(todos)), *todo_lines(few)])
    if len(todos) > len(few):
        text += f"\n{words.TODO_MORE.format(count=len(todos) - len(few))}"
    return Screen(said=said, became=became, title=words.TODO_TITLE, text=text, offers=offers)


def todo_lines(todos: Sequence[Todo]) -> list[str]:
    """The list as lines."""
    return [
        words.TODO_LINE.format(title=todo.title, measure=todo.measures[0] if todo.measures else "")
        + (words.UNKNOWN_MARK if todo.unknown else "")
        for todo in todos
    ]


def result(dossier: Dossier, sheet: str, check: SelfCheck) -> str:
    """The score of a sheet in words: total, parts, band, weakest items, and the time before."""
    found = next((one for one in dossier.sheets if one.sheet == sheet), None)
    if found is None:
        return ""
    labels = {item.no: f"{item.no} {item.label}" for item in check.items}
    titles: dict[int, str] = {part.no: part.title for part in check.parts}
    missing = len(check.items) - len(found.answers)
    lines = [
        words.RESULT.format(
            total=found.total,
            highest=found.highest,
            complete=words.INCOMPLETE.format(open=missing) if missing else words.COMPLETE,
            parts="\n".join(
                words.PART.format(title=titles[no], points=points, highest=highest)
                for no, (points, highest) in found.parts.items()
            ),
            band=found.band,
            next=found.next,
        )
    ]
    if found.weakest:
        weakest = "、".join(labels[no] for no in found.weakest[:3])
        lines.append(words.WEAKEST.format(items=weakest))
    if before := dossier.previous.get(sheet):
        lines.append(words.COMPARED.format(total=before.total, change=_change(found, before)))
    if dossier.gathered:
        each = "、".join(f"{one.sheet or words.WHOLE} {one.total}点" for one in dossier.sheets)
        lines.append(words.GATHERED.format(sheets=each, total=dossier.gathered.total))
    return "\n".join(lines)


def _change(now: SheetResult, before: SheetResult) -> str:
    by = now.total - before.total
    return words.SAME if by == 0 else (words.BETTER if by > 0 else words.WORSE).format(by=abs(by))


def _end(run: Run, plan: Plan, catalog: Catalog, said: str, became: Became) -> Screen:
    offers = [
        Offer(value=f"{START}{one.id}", label=words.START.format(title=one.title), primary=True)
        for one in sorted(catalog.walkthroughs, key=lambda row: row.rank)
        if one.id in plan.walkthrough.offers
    ]
    offers += [
        Offer(value=TODOS, label=words.TODO_TITLE),
        Offer(value=f"{FIX}{run.id}", label=words.FIX_HERE),
        Offer(value=UNDO, label=words.UNDO),
        Offer(value=WHERE, label=words.WHERE),
    ]
    return Screen(
        run=run.id,
        revision=run.revision,
        became=became,
        title=_named(run, plan),
        progress=engine.progress(plan, run),
        said=said,
        text=plan.walkthrough.done,
        offers=tuple(offers),
    )


def _named(run: Run, plan: Plan) -> str:
    title = plan.walkthrough.heading
    return f"{title}（{run.sheet}）" if run.sheet else title


def _answers(step: PlannedStep) -> list[Offer]:
    if step.choices:
        return [Offer(value=one.id, label=one.label) for one in step.choices]
    if step.step.kind == "text":
        return [Offer(value=SKIP, label=words.SKIP)] if step.step.optional else []
    return [Offer(value=engine.NEXT, label=words.NEXT, primary=True)]


def _kept(step: PlannedStep, known: Mapping[str, str]) -> list[Offer]:
    value = known.get(step.step.field or "")
    if step.step.kind != "text" or step.names or not value:
        return []
    shown = _short(told(step, value), _LONGEST_KEPT)
    return [Offer(value=KEEP, label=words.KEEP.format(value=shown))]


def _around(run: Run, step: PlannedStep, newer: str | None, helped: bool) -> list[Offer]:
    offers = []
    if step.step.document:
        offers.append(Offer(value=f"{MAKE}{step.step.document}", label=words.AGAIN))
    if step.help and not helped:
        label = words.DETAILS if step.citations else words.HELP
        offers.append(Offer(value=HELP, label=label))
    if step.step.inserts or step.citations:
        offers.append(Offer(value=f"{FIX}{run.id}", label=words.FIX_HERE))
    if newer:
        offers.append(Offer(value=RENEW, label=words.RENEW.format(version=newer)))
    if run.given or run.position:
        offers.append(Offer(value=UNDO, label=words.UNDO))
    return [
        *offers,
        Offer(value=WHERE, label=words.WHERE),
        Offer(value=LATER, label=words.LATER),
    ]


def _short(text: str, most: int = _LONGEST_TITLE) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
