"""Opening a model: what the settings name, at a known address, or one problem that says why not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.model.opening import open_model, parsed
from bot.model.problems import ModelProblem
from tests.bot.model.conftest import KEY, settings


def code(url: str = "", model: str = "openai:played") -> str:
    """The problem with opening a model."""
    with pytest.raises(ModelProblem) as caught:
        open_model(settings(url, model))
    return caught.value.code


def test_the_name_and_the_host_are_known() -> None:
    model = open_model(settings(model="openai:gpt-x"))
    assert (model.name, model.endpoint) == ("openai:gpt-x", "api.openai.com")


@pytest.mark.parametrize(
    ("variables", "model", "module", "endpoint"),
    [
        ("ANTHROPIC_API_KEY", "anthropic:claude-x", "langchain_anthropic", "api.anthropic.com"),
        ("", "ollama:llama3:8b", "langchain_ollama", "127.0.0.1"),
        ("GEMINI_API_KEY", "google_genai:gemini-x", "langchain_google_genai", "googleapis.com"),
    ],
)
def test_other_providers_open_too(
    variables: str, model: str, module: str, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(module, exc_type=ImportError)
    if variables:
        monkeypatch.setenv(variables, "k")
    opened = open_model(settings(model=model))
    assert opened.name == model
    assert opened.endpoint.endswith(endpoint)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("openai:gpt-4o", ("openai", "gpt-4o")),
        ("ollama:llama3.1:8b", ("ollama", "llama3.1:8b")),
        ("google:gemini-x", ("google_genai", "gemini-x")),
        ("google-genai:gemini-x", ("google_genai", "gemini-x")),
        (" openai:org/model@2 ", ("openai", "org/model@2")),
    ],
)
def test_names_are_read(name: str, expected: tuple[str, str]) -> None:
    assert parsed(name) == expected


@pytest.mark.parametrize(
    "name",
    ["gpt-4o", "openai:", ":x", "openai x", "openai:a\nb", "Ｏpenai:x", "nobody:x", "a" * 500],
)
def test_what_is_no_name_is_an_unknown_provider(name: str) -> None:
    assert code(model=name) == "unknown_provider"


def test_a_provider_without_its_package() -> None:
    # Known to LangChain, and in none of our extras.
    assert code(model="fireworks:x") == "missing_extra"


def test_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    assert code() == "bad_key"
    assert code(model="anthropic:x") == "bad_key"
    assert code(model="google_genai:x") == "bad_key"


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert open_model(settings("http://127.0.0.1:1/v1")).endpoint == "127.0.0.1"


@pytest.mark.parametrize(
    "url",
    [
        "https://models.example.jp/v1",
        "http://localhost:8000/v1",
        "http://127.9.9.9:8000",
        "http://[::1]:8000/v1",
    ],
)
def test_addresses_over_tls_or_on_this_machine(url: str) -> None:
    assert open_model(settings(url)).name == "openai:played"


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example.jp/v1",
        "http://10.0.0.5/v1",
        "http://localhost.example.jp/v1",
        "http://127.0.0.1.example.jp/v1",
        "http://127.0.0.1@example.jp/v1",
        "https://user:secret@example.jp/v1",
        "ftp://127.0.0.1/",
        "models.example.jp",
        "https://",
        "https://example.jp:port/",
        "file:///etc/passwd",
        "http://[::1",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    assert code(url) == "insecure"


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY"])
def test_the_environment_does_not_move_the_endpoint(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://evil.example/v1")
    chat = open_model(settings())._chat
    assert str(chat.root_async_client.base_url).startswith("https://api.openai.com/")  # type: ignore[attr-defined]


def test_the_gateway_of_langsmith_does_not_move_it_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("LANGSMITH_GATEWAY_API_KEY", "k")
    client = open_model(settings())._chat.root_async_client  # type: ignore[attr-defined]
    assert client.base_url.host == "api.openai.com"
    assert client.api_key == KEY


def test_no_provider_is_imported_with_the_package() -> None:
    heavy = ("langchain", "langchain_openai", "openai", "langsmith", "httpx")
    look = (
        "import sys, bot.model.opening, bot.model.chat, bot.model.tracing;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
