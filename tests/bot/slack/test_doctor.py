"""The doctor against a Slack that runs on loopback: what it says, and what it never shows."""

from __future__ import annotations

import asyncio
import io
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from wsgiref.handlers import format_date_time

import pytest
from aiohttp import web

from bot import wording
from bot.settings import Settings
from bot.slack import doctor, manifest
from bot.slack.doctor_slack import Check, shown
from bot.state import migrate
from bot.state.database import engine_for
from tests.fakes.slack import GENERAL, OFFICE, OUTSIDE, SHARED, TOKEN, FakeSlack, Fault

APP_TOKEN = "xapp-fake"
SIGNING = "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own settings."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "EMBEDDING_MODEL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack in which the app has all its scopes."""
    with FakeSlack() as running:
        running.tokens[TOKEN] = replace(OFFICE, scopes=",".join(manifest.scopes()))
        yield running


@pytest.fixture
def home(tmp_path: Path, tiny_home: Path) -> Path:
    """A data directory with an index in it."""
    shutil.copytree(tiny_home, tmp_path / "home")
    return tmp_path / "home"


def settings(slack: FakeSlack | str, home: Path, **more: str) -> Settings:
    """Settings in which everything is right, but for what is given."""
    right = {
        "HOSHIMICHI_HOME": str(home),
        "SLACK_API_URL": slack if isinstance(slack, str) else slack.api_url,
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING,
        "HOSHIMICHI_STAFF_CHANNEL": GENERAL,
        "DATABASE_URL": "",
    }
    return Settings.model_validate(right | more)


def examined(known: Settings, problem: str | None = None) -> dict[str, Check]:
    """The checks by name, with a database of which we know what is wrong."""

    async def collect() -> dict[str, Check]:
        return {check.name: check async for check in doctor.checks(known, lambda: problem)}

    return asyncio.run(collect())


def test_all_is_well(slack: FakeSlack, home: Path) -> None:
    out = io.StringIO()
    known = settings(slack, home)
    engine = engine_for(known.database)
    migrate.upgrade(engine)
    engine.dispose()

    assert doctor.run(known, out=out) == 0
    lines = out.getvalue().splitlines()
    assert [line[0] for line in lines[:-2]] == ["✔"] * 11
    assert lines[-1] == wording.DOCTOR_FINE


def test_secrets_are_never_shown(slack: FakeSlack, home: Path) -> None:
    for bot, app, signing in (
        (TOKEN, APP_TOKEN, SIGNING),
        ("xoxp-verysecret", "xoxb-verysecret", "verysecret"),
        ("'xoxb-verysecret'", "verysecret\n", f"{SIGNING}verysecret"),
        ("xverysecret-1", "xapp", "xverysecret-1"),
    ):
        out = io.StringIO()
        more = {"SLACK_BOT_TOKEN": bot, "SLACK_APP_TOKEN": app, "SLACK_SIGNING_SECRET": signing}
        doctor.run(settings(slack, home, **more), out=out)

        assert "secret" not in out.getvalue()
        assert SIGNING not in out.getvalue()
        assert TOKEN not in out.getvalue()


def test_a_secret_is_recognised_by_its_kind_and_length() -> None:
    assert shown("xoxb-12345") == "xoxb-…（10文字）"
    assert shown("xoxe.xoxb-1") == "xoxe.xoxb-…（11文字）"
    assert shown("nonsense") == "…（8文字）"


def test_settings_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "八千")
    out = io.StringIO()

    assert doctor.run(out=out) == 1
    assert out.getvalue().startswith(f"✖ {wording.CHECK_SETTINGS}: ")
    assert "PORT" in out.getvalue()


def test_nothing_is_set(slack: FakeSlack, home: Path) -> None:
    names = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
    found = examined(settings(slack, home, **dict.fromkeys(names, "")))

    assert found[wording.CHECK_BOT_TOKEN].message == wording.BOT_TOKEN_MISSING
    assert found[wording.CHECK_APP_TOKEN].message == wording.APP_TOKEN_MISSING
    assert found[wording.CHECK_SIGNING].message == wording.SIGNING_UNUSED
    assert wording.CHECK_SLACK not in found
    assert slack.calls == []


def test_over_http_no_app_token_is_needed(slack: FakeSlack, home: Path) -> None:
    found = examined(settings(slack, home, SLACK_APP_TOKEN=""))

    assert found[wording.CHECK_APP_TOKEN].ok
    assert found[wording.CHECK_SIGNING].ok


def test_over_socket_mode_no_signing_secret_is_needed(slack: FakeSlack, home: Path) -> None:
    assert examined(settings(slack, home, SLACK_SIGNING_SECRET=""))[wording.CHECK_SIGNING].ok


def test_by_oauth_no_bot_token_is_needed_but_the_signing_secret_is(
    slack: FakeSlack, home: Path
) -> None:
    found = examined(
        settings(
            slack,
            home,
            SLACK_BOT_TOKEN="",
            SLACK_SIGNING_SECRET="",
            SLACK_CLIENT_ID="1.2",
            SLACK_CLIENT_SECRET="shh",
        )
    )

    assert found[wording.CHECK_BOT_TOKEN].ok
    assert found[wording.CHECK_STAFF].message == wording.STAFF_LATER
    assert found[wording.CHECK_SIGNING].message == wording.SIGNING_MISSING


@pytest.mark.parametrize("token", ["xoxp-1", "xapp-1", "'xoxb-1'", " xoxb-1", "xoxb-1\n", "星"])
def test_a_token_of_the_wrong_shape_is_not_sent(slack: FakeSlack, home: Path, token: str) -> None:
    found = examined(settings(slack, home, SLACK_BOT_TOKEN=token))

    assert not found[wording.CHECK_BOT_TOKEN].ok
    assert slack.calls_of("auth.test") == []


@pytest.mark.parametrize("code", sorted(wording.TOKEN_REFUSED))
def test_a_refused_token(slack: FakeSlack, home: Path, code: str) -> None:
    slack.inject("auth.test", Fault.error(code))
    found = examined(settings(slack, home))[wording.CHECK_SLACK]

    assert not found.ok
    assert found.message == wording.TOKEN_REFUSED[code].format(code=code)


def test_a_revoked_token(slack: FakeSlack, home: Path) -> None:
    slack.revoke(TOKEN)

    assert "取り消されています" in examined(settings(slack, home))[wording.CHECK_SLACK].message


def test_a_refusal_we_do_not_know(slack: FakeSlack, home: Path) -> None:
    slack.inject("auth.test", Fault.error("org_login_required"))

    assert "org_login_required" in examined(settings(slack, home))[wording.CHECK_SLACK].message


@pytest.mark.parametrize(
    "fault",
    [
        Fault.status_code(503),
        Fault.html(),
        Fault.truncated(),
        Fault.rate_limited(),
        Fault.timeout_before_acceptance(),
        Fault.connection_reset(),
    ],
    ids=lambda fault: fault.name,
)
def test_a_slack_in_trouble(slack: FakeSlack, home: Path, fault: Fault) -> None:
    slack.inject("auth.test", fault, times=None)
    found = examined(settings(slack, home))[wording.CHECK_SLACK]

    assert not found.ok
    assert found.message.startswith("Slackにつながりません")


def test_no_slack_there(home: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/api/"
        found = examined(settings(url, home))

    assert "unreachable" in found[wording.CHECK_SLACK].message
    assert "unreachable" in found[wording.CHECK_APP_TOKEN].message
    assert found[wording.CHECK_INDEX].ok


@pytest.mark.parametrize("url", ["slack.com/api", "ftp://127.0.0.1/", "http://", "http://[x/", " "])
def test_an_address_that_is_none(home: Path, url: str) -> None:
    assert not examined(settings(url, home))[wording.CHECK_SLACK].ok


def test_scopes_that_were_not_granted_are_named(slack: FakeSlack, home: Path) -> None:
    slack.tokens[TOKEN] = replace(OFFICE, scopes=",".join(manifest.scopes()[1:]))
    found = examined(settings(slack, home))[wording.CHECK_SCOPES]

    assert not found.ok
    assert manifest.scopes()[0] in found.message
    assert manifest.scopes()[1] not in found.message


@pytest.mark.parametrize(
    ("app_token", "sentence"),
    [("xoxb-wrong", wording.APP_TOKEN_WRONG), ("xapp-unknown", wording.APP_TOKEN_REFUSED)],
)
def test_a_wrong_app_token(slack: FakeSlack, home: Path, app_token: str, sentence: str) -> None:
    found = examined(settings(slack, home, SLACK_APP_TOKEN=app_token))[wording.CHECK_APP_TOKEN]

    assert found.message == sentence.format(shown=shown(app_token), code="invalid_auth")


@pytest.mark.parametrize("secret", ["short", SIGNING.upper(), f'"{SIGNING}"', "xapp-1-2"])
def test_a_signing_secret_of_the_wrong_shape(slack: FakeSlack, home: Path, secret: str) -> None:
    assert not examined(settings(slack, home, SLACK_SIGNING_SECRET=secret))[
        wording.CHECK_SIGNING
    ].ok


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        ("C0NOWHERE", wording.STAFF_UNKNOWN),
        ("general", wording.STAFF_UNKNOWN),
        (OUTSIDE, wording.STAFF_NOT_IN.format(name="outside")),
        (SHARED, wording.STAFF_SHARED.format(name="ext-tanaka")),
    ],
)
def test_a_staff_channel_that_cannot_be_used(
    slack: FakeSlack, home: Path, channel: str, sentence: str
) -> None:
    found = examined(settings(slack, home, HOSHIMICHI_STAFF_CHANNEL=channel))[wording.CHECK_STAFF]

    assert not found.ok
    assert found.message == sentence


def test_an_archived_staff_channel(slack: FakeSlack, home: Path) -> None:
    slack.change_channel(GENERAL, is_archived=True)

    assert "アーカイブ" in examined(settings(slack, home))[wording.CHECK_STAFF].message


def test_no_staff_channel_is_a_hint_only(slack: FakeSlack, home: Path) -> None:
    found = examined(settings(slack, home, HOSHIMICHI_STAFF_CHANNEL=""))[wording.CHECK_STAFF]

    assert (found.ok, found.message) == (True, wording.STAFF_UNSET)


def answering(headers: dict[str, str], home: Path) -> dict[str, Check]:
    """The checks against a Slack that answers everything with these headers."""

    async def examine() -> dict[str, Check]:
        async def answer(_: web.BaseRequest) -> web.Response:
            return web.json_response({"ok": True, "team": "t", "user": "u"}, headers=headers)

        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
            known = settings(url, home, HOSHIMICHI_STAFF_CHANNEL="")
            return {check.name: check async for check in doctor.checks(known, lambda: None)}
        finally:
            await runner.cleanup()

    return asyncio.run(examine())


@pytest.mark.parametrize(("skew", "ok"), [(0, True), (-50, True), (-70, False), (3600, False)])
def test_the_clock_is_compared_with_slacks(home: Path, skew: int, ok: bool) -> None:
    headers = {"Date": format_date_time(time.time() + skew)}

    assert answering(headers, home)[wording.CHECK_CLOCK].ok is ok


def test_a_stand_in_that_tells_neither_time_nor_scopes(home: Path) -> None:
    found = answering({"Date": "いま"}, home)

    assert found[wording.CHECK_CLOCK].message == wording.CLOCK_UNSEEN
    assert found[wording.CHECK_SCOPES].message == wording.SCOPES_UNSEEN


def test_the_database_is_asked(slack: FakeSlack, home: Path) -> None:
    found = examined(settings(slack, home), problem=wording.OLD_DATABASE)[wording.CHECK_DATABASE]

    assert (found.ok, found.message) == (False, wording.OLD_DATABASE)


def test_an_examination_that_stumbles_goes_on(slack: FakeSlack, home: Path) -> None:
    out = io.StringIO()

    def stumble() -> str | None:
        raise RuntimeError("verysecret")

    assert doctor.run(settings(slack, home), database_check=stumble, out=out) == 1
    assert (
        "✖ データベース: 調べている途中で思わぬ不具合がありました（RuntimeError）" in out.getvalue()
    )
    assert "✔ 索引" in out.getvalue()
    assert "verysecret" not in out.getvalue()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", wording.OLD_DATABASE),
        ("sqlite:////proc/nowhere/x.sqlite3", wording.NO_DATABASE),
        ("nonsense", wording.NO_DATABASE),
        ("oracle://x:verysecret@127.0.0.1/x", wording.NO_DATABASE),
        ("postgres://x:verysecret@127.0.0.1:1/x", wording.NO_DATABASE),
    ],
)
def test_our_own_look_at_the_database(home: Path, url: str, sentence: str) -> None:
    from bot.slack.doctor_machine import database

    assert database(settings("http://127.0.0.1/", home, DATABASE_URL=url)) == sentence


def test_a_data_directory_that_takes_no_files(slack: FakeSlack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = examined(settings(slack, tmp_path / "file" / "home"))

    assert not found[wording.CHECK_HOME].ok
    assert not found[wording.CHECK_INDEX].ok


def test_no_index(slack: FakeSlack, tmp_path: Path) -> None:
    found = examined(settings(slack, tmp_path))

    assert found[wording.CHECK_INDEX].message == wording.NO_INDEX


def test_a_damaged_index(slack: FakeSlack, home: Path) -> None:
    next(home.rglob("catalog.json")).write_text("{}")
    found = examined(settings(slack, home))

    assert found[wording.CHECK_INDEX].message == wording.DAMAGED_INDEX


def test_a_console_of_another_encoding(home: Path, slack: FakeSlack) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp932")

    doctor.run(settings(slack, home), out=console)

    console.seek(0)
    assert "? ボットのトークン" in console.read()
