"""What was read, to a candidate that was compared and checked. Runs in the process of `child`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from bot.slack.adding import words
from bot.slack.adding.guessing import proposed_id
from bot.slack.adding.orders import BuildOrder, Built, Checked, CheckOrder, Look
from bot.slack.adding.staging import DIFFERENCES, READ, keep, original, put_note
from indexer.adding import add
from indexer.commands.compare import Edition, compared
from indexer.commands.outline import outline
from indexer.compare.page import page
from indexer.compare.sections import Named, effects_by_kind, summary
from indexer.compare.word_file import word_file
from indexer.compare.wording import EFFECT_KINDS
from indexer.documents.model import ReadDocument
from indexer.errors import BadDetails, DamagedDocument, UnknownDocument
from indexer.gate import words as gate_words
from indexer.gate.answers import Answers
from indexer.gate.checking import check
from indexer.gate.report import Report
from indexer.library.entry import Details, Entry
from indexer.library.shelf import Library
from indexer.releases import DocumentRef, Releases
from indexer.settings import IndexSettings
from knowledge.catalog import Catalog
from knowledge.dates import japanese

Say = Callable[[str], None]
_MOST_HEADINGS, _MOST_LINES = 5, 4


def built(settings: IndexSettings, order: BuildOrder, say: Say, answers: Answers | None) -> Built:
    """The candidate, compared with the earlier edition and checked.

    Raises:
        IndexProblem: nothing is active, or the candidate cannot be built.
        OSError: a file is gone, or there is no room.
    """
    document = ReadDocument.model_validate_json((order.folder / READ).read_bytes())
    file = original(order.folder)
    if file is None:
        raise FileNotFoundError(order.name)
    held = documents_held(settings)
    said = details(settings, order, held)
    same = next((pair for pair in held if pair[1].id == said.id), None)
    say("embed")
    tell = functools.cache(say)
    made = add(
        settings, file, document, said, order.by, order.at,
        progress=lambda stage, done, total: tell(stage) if stage in words.STEPS else None,
    )  # fmt: skip
    entry = Library(settings.home).entry(made.ref)
    chosen = order.fields.get("previous")
    earlier = next((pair for pair in held if pair[1].id == chosen), None) or same
    named = None
    if earlier and earlier[0] != made.ref:
        say("compare")
        named = _difference(settings, earlier, entry, document, order.folder)
    found = _checked(settings, made.version, order, say, answers)
    return Built(
        title=entry.name,
        about=_about(entry),
        outline=tuple(outline(document.model_copy(update={"hidden": ()}), most=_MOST_HEADINGS)),
        replaces=same is not None,
        earlier=named.old if named else "",
        difference=_told_difference(named) if named else "",
        checked=found,
    )


def checked(
    settings: IndexSettings, order: CheckOrder, say: Say, answers: Answers | None
) -> Checked:
    """The candidate looked at again, now that somebody has read its suspicious texts.

    Raises:
        IndexProblem: it is gone, or cannot be compared with what is served.
        OSError: the report cannot be kept.
    """
    say("gate")
    report = check(
        settings, order.version, order.at, answers or as_the_bot(),
        confirmed_by=order.confirmed_by, by=order.confirmed_by,
    )  # fmt: skip
    return _told(report)


def documents_held(settings: IndexSettings) -> list[tuple[DocumentRef, Entry]]:
    """The documents of the active version; damaged ones left out.

    Raises:
        IndexProblem: nothing usable is active.
    """
    shelf, library = Releases(settings.home), Library(settings.home)
    found = []
    for ref in shelf.manifest(shelf.active()).documents:
        try:
            found.append((ref, library.entry(ref)))
        except (UnknownDocument, DamagedDocument):
            continue
    return found


def details(
    settings: IndexSettings, order: BuildOrder, held: list[tuple[DocumentRef, Entry]]
) -> Details:
    """What staff said, with what nobody has to think of: short names, and whose text it is.

    Raises:
        BadDetails: something is missing or wrong.
    """
    said, entries = dict(order.fields), [entry for _, entry in held]
    chosen = said.pop("previous", None)
    wanted = (said.get("title", ""), said.get("edition", ""))
    same = next((one for one in entries if (one.title, one.edition) == wanted), None)
    previous = next((one for one in entries if one.id == chosen), None)
    name = same.id if same else proposed_id(
        *wanted, said.get("use", "other"), order.name, {one.id for one in entries}
    )  # fmt: skip
    series = previous or same
    try:
        return Details.model_validate(
            {
                **said,
                "id": name,
                "series": (series.series or series.id) if series else None,
                "about": _edition_of_knowledge(settings, said),
            }
        )
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else "valid_to"
        raise BadDetails(words.WRONG.get(field, words.WRONG["title"])) from None


def as_the_bot() -> Answers:
    """How a version answers the questions the bot must not get worse at."""
    from bot.gate import answers

    return answers


def _edition_of_knowledge(settings: IndexSettings, said: dict[str, str]) -> str | None:
    """The edition of the guideline that the knowledge holds in its own words, if it is that."""
    if said.get("use") != "guideline" or said.get("trust") != "official":
        return None
    label = "".join(said.get("edition", "").split())
    editions = _catalog(settings).editions
    fitting = [one.id for one in editions if f"第{one.version}版" == label]
    return fitting[0] if fitting else None


def _difference(
    settings: IndexSettings,
    earlier: tuple[DocumentRef, Entry],
    entry: Entry,
    document: ReadDocument,
    folder: Path,
) -> Named | None:
    """The difference, also as the files that are handed over; None where the old one is gone."""
    try:
        old = Library(settings.home).document(earlier[0])
    except (UnknownDocument, DamagedDocument):
        return None
    named = compared(
        Edition(earlier[1].name, old, earlier[1]),
        Edition(entry.name, document, entry),
        _catalog(settings),
    )
    word, web = (folder / name for name in DIFFERENCES)
    for path in (word, web):
        # What was put of an earlier try is another difference.
        put_note(path).unlink(missing_ok=True)
    word.write_bytes(word_file(named))
    keep(web, page(named))
    return named


def _told_difference(named: Named) -> str:
    """How much changed, and how much of the knowledge that may touch."""
    touched = effects_by_kind(named.effects)
    said = summary(named.comparison)
    if not touched:
        return said
    counts = (f"{EFFECT_KINDS[kind]}{len(rows)}件" for kind, rows in touched.items())
    return f"{said}\n{words.TOUCHED.format(kinds='・'.join(counts))}"


def _catalog(settings: IndexSettings) -> Catalog:
    """The knowledge being served."""
    shelf = Releases(settings.home)
    path = shelf.folder(shelf.active()) / "catalog.json"
    return Catalog.model_validate_json(path.read_bytes())


def _checked(
    settings: IndexSettings, version: str, order: BuildOrder, say: Say, answers: Answers | None
) -> Checked:
    say("gate")
    return _told(check(settings, version, order.at, answers or as_the_bot(), by=order.by))


def _told(report: Report) -> Checked:
    looks = tuple(
        Look(
            head=f"{gate_words.mark(one.passed, one.attention)} "
            f"{gate_words.CHECKS[one.check]}: {one.text}",
            lines=one.lines[:_MOST_LINES] if one.attention or not one.passed else (),
            todo=_todo(one.check, one.todo),
        )
        for one in report.findings
    )
    failed = {one.check for one in report.failures}
    return Checked(
        version=report.version,
        against=report.against,
        passed=report.passed,
        outcome=report.outcome,
        looks=looks,
        confirmable=failed == {"suspicious"},
    )


def _todo(name: str, todo: str) -> str:
    """What to do about a finding, in Slack: commands of a terminal are no help there."""
    return words.TODO.get(name, "" if "`" in todo else todo) if todo else ""


def _about(entry: Entry) -> tuple[str, ...]:
    end = japanese(entry.valid_to) if entry.valid_to else words.NO_END
    return (
        words.ABOUT.format(
            publisher=entry.publisher,
            published=japanese(entry.published),
            use=words.USES[entry.use],
            trust=words.TRUSTS[entry.trust].partition("（")[0],
        ),
        words.PERIOD.format(start=japanese(entry.holds_from), end=end),
        *((entry.url,) if entry.url else ()),
    )
