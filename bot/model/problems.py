"""What goes wrong with a model, as one of a few codes; foreign errors are translated here alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Literal

log = logging.getLogger(__name__)
Code = Literal[
    "refused", "rate_limited", "server", "timeout", "cut", "bad_key", "not_found",
    "rejected", "missing_extra", "unknown_provider", "insecure", "own_endpoint", "open_breaker",
    "over_budget", "garbage",
]  # fmt: skip
_STATUS: dict[int, Code] = {
    400: "rejected", 401: "bad_key", 403: "bad_key", 404: "not_found", 405: "not_found",
    408: "timeout", 413: "rejected", 422: "rejected", 429: "rate_limited",
}  # fmt: skip
# What LangChain's and the providers' errors have in their line of classes, most telling first.
_CLASSES: tuple[tuple[str, Code], ...] = (
    ("ModelAuthenticationError", "bad_key"),
    ("ModelPermissionDeniedError", "bad_key"),
    ("ModelNotFoundError", "not_found"),
    ("ModelRateLimitError", "rate_limited"),
    ("ModelTimeoutError", "timeout"),
    ("TimeoutException", "timeout"),
    ("TimeoutError", "timeout"),
    ("DeadlineExceeded", "timeout"),
    ("ModelConnectionError", "refused"),
    ("TransportError", "refused"),
    ("ConnectionError", "refused"),
    ("ServiceUnavailable", "refused"),
    ("ModelAPIError", "server"),
    ("DefaultCredentialsError", "bad_key"),
)
# SDKs that say only in words that a key is missing or wrong.
_KEY_WORDS = ("api key", "api_key", "authentication", "credentials")


class ModelProblem(Exception):
    """A model cannot be opened, or did not answer.

    Attributes:
        code: why. The error's text says no more: what a server says may hold a key or a question.
        retry_after: seconds after which it may be asked again, where it said so.
    """

    def __init__(self, code: Code, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


def problem_of(error: BaseException, *, is_under_way: bool = False) -> ModelProblem:
    """The problem behind an error of LangChain, of a provider's SDK or of the connection.

    Args:
        error: what was raised.
        is_under_way: whether some of the answer had come.
    """
    for one in _chain(error):
        code = _code(one)
        if code is not None:
            is_cut = code == "refused" and is_under_way
            return ModelProblem("cut" if is_cut else code, _retry_after(one))
    # Its kind alone: its text may hold what was asked.
    log.warning("a model failed in a way nobody foresaw: %s", type(error).__name__)
    return ModelProblem("garbage")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in seen:
        seen.append(following)
        yield following
        following = following.__cause__


def _code(error: BaseException) -> Code | None:
    names = {kind.__name__ for kind in type(error).__mro__}
    for name, code in _CLASSES:
        if name in names:
            return code
    # Gemini answers a wrong key with 400, and the SDKs a missing one with errors of their own.
    says_key = any(word in str(error).lower() for word in _KEY_WORDS)
    status = next((s for s in map(_number, _statuses(error)) if s is not None), None)
    if says_key and status in {None, 400}:
        return "bad_key"
    if status is None:
        return None
    return "server" if status >= 500 else _STATUS.get(status)


def _statuses(error: BaseException) -> Iterator[object]:
    for name in ("status_code", "code"):
        yield getattr(error, name, None)


def _number(value: object) -> int | None:
    # google.api_core keeps an HTTPStatus, which is an int, too.
    return int(value) if isinstance(value, int) and 100 <= value < 600 else None


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    said = headers.get("retry-after") if headers is not None else None
    try:
        return None if said is None else max(0.0, float(said))
    except ValueError:
        # A date: longer than anybody waits for an answer.
        return float("inf")
