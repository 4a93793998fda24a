"""A small walkthrough of every kind of step."""

from __future__ import annotations

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Event, Run
from bot.walkthroughs import engine
from bot.walkthroughs.plan import Plan, PlannedStep
from knowledge.walkthrough import Step, Walkthrough

CLERK, OWNER = Speaker(team="T2", user="U1"), Speaker(team="T2", user="U2")
SCOPE = Scope(team="T", channel="C1")

_STEPS = (
    {"id": "hello", "kind": "say", "ask": "はじめます"},
    {
        "id": "kind", "kind": "choice", "ask": "法人ですか",
        "choices": [{"id": "firm", "label": "法人"}, {"id": "person", "label": "個人"}],
    },
    {"id": "company", "kind": "text", "ask": "会社名は", "field": "company"},
    {
        "id": "number", "kind": "text", "ask": "法人番号は", "field": "number", "optional": True,
        "only_if": {"kind": ["firm"]},
    },
    {
        "id": "ready", "kind": "choice", "ask": "できていますか",
        "choices": [
            {"id": "done", "label": "できている"},
            {"id": "unknown", "label": "わからない", "open": True},
        ],
    },
)  # fmt: skip


def small_plan() -> Plan:
    """Five steps, one of them only for firms."""
    walkthrough = Walkthrough.model_validate(
        {
            "id": "small", "title": "小さな道を始める", "heading": "小さな道", "rank": 1, "about": "試し", "steps": _STEPS, "done": "終わり",
            "sources": ["editorial"], "as_of": "2026-11", "confidence": "high",
        }
    )  # fmt: skip
    return Plan(
        walkthrough=walkthrough,
        edition="guideline-v3.1",
        steps=tuple(_planned(step) for step in walkthrough.steps),
    )


def a_run() -> Run:
    """A run at its beginning."""
    return Run(
        id="r", scope=SCOPE, walkthrough="small", edition="guideline-v3.1",
        started_at=0.0, updated_at=0.0,
    )  # fmt: skip


def after(run: Run, *events: Event, by: Speaker = CLERK) -> Run:
    """The run after events that all change it."""
    for number, event in enumerate(events, 1):
        changed = engine.advance(small_plan(), run, event, by, float(number))
        assert isinstance(changed, Run), (event, changed)
        run = changed
    return run


def _planned(step: Step) -> PlannedStep:
    return PlannedStep(id=step.id, step=step, ask=step.ask, choices=step.choices)
