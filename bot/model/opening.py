"""Opens the model that the settings name. Imports take seconds: call it in a thread."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bot import settings as environment
from bot.model.chat import ChatModel
from bot.model.problems import ModelProblem, problem_of
from bot.settings import Settings

_NAME = re.compile(r"([a-z][a-z0-9_-]{1,40}):([\w./:@+-]{1,120})", re.ASCII)
_MOST_TOKENS = 1500
# Of the connection alone; how long an answer may take is decided where it is asked for.
_SOCKET_SECONDS = 30.0
# Said explicitly, because the SDKs let variables of the environment point them elsewhere.
_ENDPOINTS = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://127.0.0.1:11434",
}
_GEMINI = "generativelanguage.googleapis.com"
_KEYS = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY",),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
}
_ALIASES = {"google": "google_genai", "gemini": "google_genai"}
# Their debug lines hold whole requests.
_TALKATIVE = (
    "openai",
    "anthropic",
    "httpx",
    "httpcore",
    "ollama",
    "google",
    "langchain_google_genai",
)


def open_model(settings: Settings) -> ChatModel:
    """The model of LLM_MODEL, ready to be asked; nothing is sent yet.

    Args:
        settings: say which; keys stay in the providers' own variables.

    Raises:
        ModelProblem: unknown_provider, missing_extra, bad_key (none is set), insecure,
            own_endpoint.
    """
    provider, model = parsed(settings.llm_model)
    address = settings.llm_base_url or _ENDPOINTS.get(provider, "")
    if address and not _is_safe(address):
        raise ModelProblem("insecure")
    if provider == "google_genai" and address and not _is_bare(address):
        raise ModelProblem("own_endpoint")
    if not settings.llm_base_url and provider in _KEYS and not _has_key(provider):
        raise ModelProblem("bad_key")
    # The tracing of long ago: where they are set, LangChain refuses to talk at all.
    environment.unset("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    chat, close = _opened(provider, model, address)
    host = urlsplit(address).hostname or (_GEMINI if provider == "google_genai" else provider)
    return ChatModel(f"{provider}:{model}", chat, host, close)


def parsed(name: str) -> tuple[str, str]:
    """Provider and model of "provider:model".

    Raises:
        ModelProblem: unknown_provider, for what has another form.
    """
    found = _NAME.fullmatch(name.strip())
    if found is None:
        raise ModelProblem("unknown_provider")
    provider = found[1].replace("-", "_")
    return _ALIASES.get(provider, provider), found[2]


def _is_safe(address: str) -> bool:
    """Whether it is reached over TLS or on this machine, and holds no password."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 (raises for what is no port)
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts))


def _is_bare(address: str) -> bool:
    """Whether it is a host over TLS and no more: all that gRPC, which Gemini's class speaks, can use."""
    parts = urlsplit(address)
    return parts.scheme == "https" and parts.path in ("", "/") and not parts.query


def _is_here(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _has_key(provider: str) -> bool:
    return environment.has_any(*_KEYS[provider])


def _opened(
    provider: str, model: str, address: str
) -> tuple[Any, Callable[[], Awaitable[None]] | None]:
    from langchain.chat_models import init_chat_model

    more, close = _arguments(provider, address)
    try:
        return init_chat_model(model, model_provider=provider, **more), close
    except ImportError:
        raise ModelProblem("missing_extra") from None
    except Exception as error:  # noqa: BLE001 (each provider has errors of its own)
        if type(error) is ValueError and str(error).startswith("Unsupported provider"):
            raise ModelProblem("unknown_provider") from None
        found = problem_of(error)
        raise ModelProblem("rejected" if found.code == "garbage" else found.code) from None


def _arguments(
    provider: str, address: str
) -> tuple[dict[str, Any], Callable[[], Awaitable[None]] | None]:
    """What a provider's class is made with: coldly, once, briefly, and at a known address."""
    more: dict[str, Any] = {"temperature": 0}
    if address:
        more["base_url"] = address
    if provider == "ollama":
        client = {"timeout": _SOCKET_SECONDS, "follow_redirects": False}
        return {**more, "num_predict": _MOST_TOKENS, "client_kwargs": client}, None
    # To this class 0 means 6; it counts attempts, where the others count retries.
    retries = 1 if provider == "google_genai" else 0
    more |= {"max_tokens": _MOST_TOKENS, "max_retries": retries, "timeout": _SOCKET_SECONDS}
    return _of_openai(more) if provider == "openai" else (more, None)


def _of_openai(
    more: dict[str, Any],
) -> tuple[dict[str, Any], Callable[[], Awaitable[None]]]:
    import httpx

    # A redirect would carry the question to a host nobody named.
    client = httpx.AsyncClient(timeout=httpx.Timeout(_SOCKET_SECONDS), follow_redirects=False)
    more |= {"http_async_client": client, "openai_proxy": None, "stream_usage": False}
    if not environment.has_any(*_KEYS["openai"]):
        # A server of one's own often wants no key; the class wants one all the same.
        more["api_key"] = "none"
    return more, client.aclose
