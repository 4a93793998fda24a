"""A model on loopback, and an environment without the machine's own keys."""

from __future__ import annotations

import pytest

from bot.settings import Settings

KEY = "sk-very-secret"
_FOREIGN = (
    "OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY",
    "GEMINI_API_KEY", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_GATEWAY", "LLM_MODEL",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
)  # fmt: skip


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """One key, and nothing of the machine's own."""
    for name in _FOREIGN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def settings(url: str = "", model: str = "openai:played", **more: str) -> Settings:
    """Settings with a model."""
    return Settings.model_validate({"LLM_MODEL": model, "LLM_BASE_URL": url, **more})
