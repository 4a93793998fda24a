"""Foreign errors as one of few codes."""

from __future__ import annotations

import pytest
from langchain_core import exceptions as langchain

from bot.model.problems import problem_of


class StatusError(Exception):
    """An SDK's error with a status."""

    def __init__(self, status: object, text: str = "") -> None:
        super().__init__(text)
        self.code = status


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (langchain.ModelAuthenticationError(), "bad_key"),
        (langchain.ModelPermissionDeniedError(), "bad_key"),
        (langchain.ModelNotFoundError(), "not_found"),
        (langchain.ModelRateLimitError(), "rate_limited"),
        (langchain.ModelAPIError(), "server"),
        (langchain.ModelConnectionError(), "refused"),
        (langchain.ModelTimeoutError(), "timeout"),
        (ConnectionError(), "refused"),
        (ConnectionResetError(), "refused"),
        (TimeoutError(), "timeout"),
        (StatusError(503), "server"),
        (StatusError(404), "not_found"),
        (StatusError(422), "rejected"),
        (StatusError(400, "API key not valid"), "bad_key"),
        (StatusError("weird"), "garbage"),
        (TypeError("Could not resolve authentication method"), "bad_key"),
        (ValueError("No generation chunks were returned"), "garbage"),
        (KeyError("choices"), "garbage"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_each_error_has_a_code(error: Exception, code: str) -> None:
    assert problem_of(error).code == code


def test_a_connection_lost_under_way_is_a_cut() -> None:
    assert problem_of(ConnectionResetError(), is_under_way=True).code == "cut"


def test_the_cause_of_an_error_counts() -> None:
    error = RuntimeError("wrapped")
    error.__cause__ = StatusError(401)
    assert problem_of(error).code == "bad_key"


def test_every_error_of_langchain_is_known() -> None:
    kinds = [
        kind
        for name, kind in vars(langchain).items()
        if name.startswith("Model") and isinstance(kind, type) and kind is not langchain.ModelError
    ]
    unknown = {kind.__name__ for kind in kinds if problem_of(kind()).code == "garbage"}
    # A rejected request always has a status; what comes beside it must be looked at.
    assert unknown <= {"ModelInvalidRequestError"}
