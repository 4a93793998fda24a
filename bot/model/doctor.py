"""Whether the model works, in one Japanese sentence: for the doctor and for the log."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import aclosing

from bot import wording
from bot.domain.answer import Model
from bot.model.chat import ChatModel
from bot.model.opening import open_model, parsed
from bot.model.problems import Code, ModelProblem
from bot.settings import Settings

log = logging.getLogger(__name__)
# A model on one's own machine is loaded at its first question.
_SECONDS = 20.0
_SYSTEM = "1語だけで答えてください。"
_USER = "「はい」とだけ答えてください。"
_EXTRAS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google_genai": "google",
    "ollama": "ollama",
}
_WHY: dict[Code, str] = {
    "refused": wording.MODEL_REFUSED,
    "rate_limited": wording.MODEL_RATE_LIMITED,
    "server": wording.MODEL_SERVER,
    "timeout": wording.MODEL_TIMEOUT,
    "cut": wording.MODEL_CUT,
    "bad_key": wording.MODEL_BAD_KEY,
    "not_found": wording.MODEL_NOT_FOUND,
    "rejected": wording.MODEL_REJECTED,
    "missing_extra": wording.MODEL_MISSING_EXTRA,
    "unknown_provider": wording.MODEL_UNKNOWN_PROVIDER,
    "insecure": wording.MODEL_INSECURE,
    "own_endpoint": wording.MODEL_OWN_ENDPOINT,
    "open_breaker": wording.MODEL_OPEN_BREAKER,
    "over_budget": wording.MODEL_OVER_BUDGET,
    "garbage": wording.MODEL_GARBAGE,
}


class Finding(Model):
    """Whether it is as it should be, and a sentence that says so or what to do."""

    ok: bool
    message: str


def why(problem: ModelProblem, settings: Settings) -> str:
    """What is wrong with the model and what to do, in one sentence that shows no secret."""
    provider = ""
    try:
        provider, _ = parsed(settings.llm_model)
    except ModelProblem:
        if problem.code != "unknown_provider":
            raise
    extra = _EXTRAS.get(provider, "")
    package = f"-c constraints.txt -e '.[{extra}]'" if extra else _package(provider)
    return _WHY[problem.code].format(install=f"pip install {package}")


def _package(provider: str) -> str:
    # As LangChain names the packages of providers that are in none of our extras.
    return f"langchain-{provider.replace('_', '-')}"


async def opened(settings: Settings) -> ChatModel | None:
    """The model of the settings, opened in a thread; None, and a line in the log, without one."""
    if not settings.llm_model:
        return None
    try:
        model = await asyncio.to_thread(open_model, settings)
    except ModelProblem as problem:
        log.error("%s", why(problem, settings))
        return None
    log.info("model %s at %s", model.name, model.endpoint)
    return model


async def examine(settings: Settings, seconds: float = _SECONDS) -> Finding:
    """Ask the model for one word.

    Args:
        settings: which model.
        seconds: how long it may take.
    """
    if not settings.llm_model:
        return Finding(ok=True, message=wording.MODEL_UNUSED)
    try:
        model = await asyncio.to_thread(open_model, settings)
        try:
            waited = await _first_word(model, seconds)
        finally:
            await model.aclose()
    except ModelProblem as problem:
        return Finding(ok=False, message=why(problem, settings))
    message = wording.MODEL_FINE.format(name=model.name, host=model.endpoint, seconds=waited)
    return Finding(ok=True, message=message)


async def _first_word(model: ChatModel, seconds: float) -> float:
    start = time.monotonic()
    stream = model.stream(_SYSTEM, _USER, seconds=seconds, first_seconds=seconds)
    async with aclosing(stream):
        async for _ in stream:
            return time.monotonic() - start
    raise ModelProblem("garbage")
