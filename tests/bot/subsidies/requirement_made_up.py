"""Made-up programmes as raw YAML would give them, with mixtures nobody has written yet."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from tests.bot.subsidies.requirement_oracle import Raw

SOURCED: Raw = {"sources": ["x"], "as_of": "2026-11"}
ENDS = st.sampled_from([None, *(dt.date(2026, m, d) for m in (3, 4, 5) for d in (1, 15, 30))])


@st.composite
def made_up(draw: st.DrawFn) -> Raw:
    """A programme with mixtures of rules the shipped catalogue does not have yet."""
    editions = []
    for number in range(draw(st.integers(0, 3))):
        frames = [f"e{number}/f{index}" for index in range(draw(st.integers(0, 3)))]
        rows = [
            SOURCED
            | {
                "id": f"e{number}/r{index}",
                "role": draw(st.sampled_from(["required", "required", "bonus"])),
                "star": draw(
                    st.sampled_from(
                        ["one", "two", "either", "declared", "equivalent", "none", "unknown"]
                    )
                ),
                "frames": draw(st.lists(st.sampled_from(frames), unique=True)) if frames else [],
                "per": draw(
                    st.sampled_from(["applicant", "each_participant", "office", "unspecified"])
                ),
                "rule": "定め",
                "exceptions": draw(st.sampled_from([[], ["例外"]])),
                "confidence": draw(st.sampled_from(["high", "medium", "low"])),
                "valid_from": draw(ENDS),
                "valid_to": draw(ENDS),
            }
            for index in range(draw(st.integers(0, 4)))
        ]
        editions.append(
            SOURCED
            | {
                "id": f"e{number}",
                "name": f"版{number}",
                "fiscal_year": draw(st.sampled_from([None, 2024, 2025, 2026])),
                "confidence": "high",
                "valid_from": draw(ENDS),
                "valid_to": draw(ENDS),
                "frames": [
                    SOURCED | {"id": one, "name": one[-2:], "confidence": "high"} for one in frames
                ],
                "requirements": rows,
            }
        )
    return SOURCED | {
        "id": "made-up",
        "name": "制度",
        "category": "other",
        "sa_matters": draw(st.sampled_from(["yes", "no", "indirect", "unknown"])),
        "summary": "要約",
        "confidence": "high",
        "editions": editions,
    }
