"""A small walkthrough over the small knowledge, and a terminal before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from bot.advisor import Advisor
from bot.domain.walkthrough import DocumentKind, Dossier
from bot.settings import Settings
from bot.terminal.handing import HandOver
from bot.terminal.naming import scope_of, speaker_of
from bot.terminal.talk import Talk
from bot.terminal.walk import Walk
from indexer.index import Index
from knowledge.catalog import Catalog
from knowledge.walkthrough import Step, StepChoice, WalkIntent, Walkthrough
from tests.bot.asking import TODAY, Pointer

_SOURCED = {"sources": [{"id": "x"}], "as_of": "2026-11", "confidence": "high"}

WALKTHROUGH = Walkthrough.model_validate(
    _SOURCED
    | {
        "id": "fire-drill",
        "title": "防火訓練を始める",
        "heading": "防火訓練",
        "rank": 1,
        "about": "訓練の準備です。",
        "starts": ["^防火訓練を始める$"],
        "steps": [
            Step(id="intro", kind="say", title="はじめに", ask="訓練の準備をします。"),
            Step(
                id="alarm",
                kind="choice",
                title="火災報知器",
                ask="報知器はありますか。",
                help="天井を見てください。",
                choices=(
                    StepChoice(id="done", label="ある"),
                    StepChoice(id="unknown", label="わからない", open=True, todo="天井を見る"),
                ),
            ),
            Step(id="who", kind="text", title="責任者", ask="責任者は誰にしますか。", field="owner", check="name"),
            Step(id="memo", kind="text", title="メモ", ask="メモを書けます。", field="memo", optional=True),
            Step(id="paper", kind="document", title="一覧", ask="一覧です。", document="todos"),
            Step(
                id="held",
                kind="choice",
                title="訓練",
                ask="訓練は済みましたか。",
                choices=(StepChoice(id="done", label="済んだ"),),
            ),
        ],
        "done": "準備はおわりです。",
    }
)  # fmt: skip
INTENTS = tuple(
    WalkIntent.model_validate(_SOURCED | {"id": name, "starts": [row], "examples": ["例"]})
    for name, row in (("where", "いまどこ"), ("todos", "^やること$"), ("resume", "^続き$"))
)


class Led(Advisor):
    """An advisor over the small index, with the small walkthrough in its knowledge."""

    def __init__(self, index: Index):
        pointer = Pointer(index)
        super().__init__(pointer.active, pointer.open)
        self._known = index.catalog.model_copy(
            update={"walkthroughs": (WALKTHROUGH,), "walk_intents": INTENTS}
        )
        self._normalise = index.searcher.normalise

    def knowledge(self) -> tuple[Catalog, Callable[[str], str]]:
        """The knowledge with the walkthrough."""
        return self._known, self._normalise


class Desk:
    """Where documents are handed over in these tests: noted, and refused when told to."""

    def __init__(self) -> None:
        self.handed: list[DocumentKind] = []
        self.broken = False

    def __call__(
        self, kinds: Iterable[DocumentKind], dossier: Dossier, catalog: Catalog, folder: Path
    ) -> list[str]:
        """Note them."""
        if self.broken:
            return ["作れませんでした。"]
        self.handed += kinds
        return ["作りました。"]


def terminal(
    index: Index, home: Path, client: str | None = None, user: str = "hanako",
    desk: HandOver | None = None,
) -> Talk:  # fmt: skip
    """A terminal just opened."""
    settings = Settings.model_validate({"HOSHIMICHI_HOME": home})
    ticks = iter(range(1_795_000_000, 1_796_000_000))
    walk = Walk(
        Led(index), settings, scope_of(client), speaker_of(user), lambda: float(next(ticks)),
        desk or Desk(),
    )  # fmt: skip
    return Talk(walk._advisor, TODAY, walk)  # noqa: SLF001
