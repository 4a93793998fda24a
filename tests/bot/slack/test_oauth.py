"""Installing in several workspaces: a real database, real pages, a Slack on loopback."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import Engine, inspect, select
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot import wording
from bot.errors import BadSetting
from bot.settings import Settings
from bot.slack import manifest, oauth
from bot.slack.api import NotYetKnown
from bot.slack.workspaces import REMEMBER_SECONDS, SingleWorkspace, Workspaces
from bot.state import migrate
from bot.state.database import engine_for
from tests.fakes.slack import OFFICE, TOKEN, FakeSlack, Fault, Team

CLIENT_ID = "111.222"
CLIENT_SECRET = "verysecret-client"
OTHER = Team("T0OTHER", "U0OTHERBOT", "B0OTHERBOT", name="<b>隣の</b>事務所")
OTHER_TOKEN = "xoxb-other-verysecret"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own settings."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """The bot's own database, with its own tables and those of the installations."""
    made = engine_for(f"sqlite:///{tmp_path / 'hoshimichi.sqlite3'}")
    migrate.upgrade(made)
    oauth.create_tables(made)
    yield made
    made.dispose()


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack with a second workspace about to install."""
    with FakeSlack() as running:
        running.grant("good-code", OTHER, OTHER_TOKEN)
        yield running


@pytest.fixture
def workspaces(engine: Engine) -> Workspaces:
    """What the bot speaks through."""
    return Workspaces(engine, CLIENT_ID, Clock())


@pytest.fixture
def browser(engine: Engine, slack: FakeSlack, workspaces: Workspaces) -> Iterator[TestClient]:
    """Somebody's browser."""
    settings = Settings.model_validate(
        {
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SLACK_API_URL": slack.api_url,
        }
    )
    app = Starlette(routes=oauth.routes(settings, engine, workspaces))
    with TestClient(app, base_url="https://bot.example", follow_redirects=False) as client:
        yield client


def started(browser: TestClient) -> str:
    """The state, after the browser was sent to Slack."""
    answer = browser.get("/slack/install")
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["location"]).query)["state"][0]


def token(workspaces: Workspaces, team: str) -> str | None:
    """The token the bot would speak with."""
    found = asyncio.run(workspaces.token(team))
    return found.bot_token if found else None


def test_the_tables_live_beside_ours_and_are_made_once(engine: Engine) -> None:
    oauth.create_tables(engine)

    names = set(inspect(engine).get_table_names())
    assert {"slack_bots", "slack_installations", "slack_oauth_states", "inbox"} <= names
    assert migrate.problem(engine) is None


def test_the_browser_is_sent_to_slack_with_our_scopes(browser: TestClient) -> None:
    answer = browser.get("/slack/install")
    where = urlsplit(answer.headers["location"])
    asked = parse_qs(where.query)

    assert (where.scheme, where.netloc, where.path) == ("https", "slack.com", "/oauth/v2/authorize")
    assert asked["client_id"] == [CLIENT_ID]
    assert asked["scope"] == [",".join(manifest.scopes())]
    cookie = answer.headers["set-cookie"].lower()
    for part in ("secure", "httponly", "samesite=lax", "max-age=600"):
        assert part in cookie
    assert CLIENT_SECRET not in answer.headers["location"]


def test_an_installation_is_stored_and_used_at_once(
    browser: TestClient, workspaces: Workspaces
) -> None:
    assert token(workspaces, OTHER.team_id) is None
    state = started(browser)
    answer = browser.get("/slack/oauth_redirect", params={"code": "good-code", "state": state})

    assert answer.status_code == 200
    assert wording.INSTALL_DONE in answer.text
    found = asyncio.run(workspaces.token(OTHER.team_id))
    assert found is not None
    assert (found.bot_token, found.bot_user_id, found.bot_id, found.enterprise_id) == (
        OTHER_TOKEN,
        OTHER.bot_user_id,
        OTHER.bot_id,
        None,
    )
    assert OTHER_TOKEN not in repr(found)


def test_the_app_identifies_itself_to_slack(browser: TestClient, slack: FakeSlack) -> None:
    browser.get("/slack/oauth_redirect", params={"code": "good-code", "state": started(browser)})

    exchanged = slack.calls_of("oauth.v2.access")[0].body
    assert (exchanged["client_id"], exchanged["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)


def test_a_page_is_escaped_and_kept_by_nobody(browser: TestClient) -> None:
    answer = browser.get(
        "/slack/oauth_redirect", params={"code": "good-code", "state": started(browser)}
    )

    assert "<b>" not in answer.text
    assert "&lt;b&gt;隣の" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert OTHER_TOKEN not in answer.text


def test_a_state_is_good_once(browser: TestClient, slack: FakeSlack) -> None:
    state = started(browser)
    browser.get("/slack/oauth_redirect", params={"code": "good-code", "state": state})
    slack.clear_calls()
    again = browser.get(
        "/slack/oauth_redirect",
        params={"code": "good-code", "state": state},
        headers={"cookie": f"hoshimichi-install={state}"},
    )

    assert again.status_code == 400
    assert wording.INSTALL_EXPIRED in again.text
    assert slack.calls == []


@pytest.mark.parametrize("state", ["", "forged", "星"])
def test_a_state_that_is_not_the_browsers_is_refused(
    browser: TestClient, slack: FakeSlack, state: str
) -> None:
    started(browser)
    answer = browser.get("/slack/oauth_redirect", params={"code": "good-code", "state": state})

    assert answer.status_code == 400
    assert wording.INSTALL_EXPIRED in answer.text
    assert slack.calls == []


def test_a_link_started_by_somebody_else_is_refused(browser: TestClient, slack: FakeSlack) -> None:
    state = started(browser)
    browser.cookies.clear()
    answer = browser.get("/slack/oauth_redirect", params={"code": "good-code", "state": state})

    assert answer.status_code == 400
    assert slack.calls == []


def test_a_forged_pair_of_cookie_and_state_is_refused(
    browser: TestClient, slack: FakeSlack
) -> None:
    answer = browser.get(
        "/slack/oauth_redirect",
        params={"code": "good-code", "state": "mine"},
        headers={"cookie": "hoshimichi-install=mine"},
    )

    assert answer.status_code == 400
    assert slack.calls == []


def test_who_cancels_is_told_so(browser: TestClient, slack: FakeSlack) -> None:
    answer = browser.get(
        "/slack/oauth_redirect", params={"error": "access_denied", "state": started(browser)}
    )

    assert wording.INSTALL_CANCELLED in answer.text
    assert slack.calls == []


def test_another_error_is_named_and_escaped(browser: TestClient) -> None:
    error = "<script>alert(1)</script>"
    answer = browser.get(
        "/slack/oauth_redirect", params={"error": error, "state": started(browser)}
    )

    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_code_slack_does_not_know(browser: TestClient, workspaces: Workspaces) -> None:
    answer = browser.get(
        "/slack/oauth_redirect", params={"code": "unknown", "state": started(browser)}
    )

    assert answer.status_code == 400
    assert "invalid_code" in answer.text
    assert token(workspaces, OTHER.team_id) is None


@pytest.mark.parametrize(
    "fault",
    [Fault.status_code(503), Fault.html(), Fault.truncated(), Fault.connection_reset()],
    ids=lambda fault: fault.name,
)
@pytest.mark.parametrize("method", ["oauth.v2.access", "auth.test"])
def test_a_slack_in_trouble(
    browser: TestClient, slack: FakeSlack, workspaces: Workspaces, method: str, fault: Fault
) -> None:
    slack.inject(method, fault, times=None)
    answer = browser.get(
        "/slack/oauth_redirect", params={"code": "good-code", "state": started(browser)}
    )

    assert answer.status_code == 400
    assert wording.INSTALL_FAILED in answer.text
    assert token(workspaces, OTHER.team_id) is None


def test_an_organisation_wide_installation_is_refused(
    browser: TestClient, slack: FakeSlack, engine: Engine
) -> None:
    answer = {"ok": True, "is_enterprise_install": True, "enterprise": {"id": "E1"}, "team": None}
    slack.inject("oauth.v2.access", Fault("error", "whole", answer=tuple(answer.items())))
    page = browser.get(
        "/slack/oauth_redirect", params={"code": "good-code", "state": started(browser)}
    )

    assert wording.INSTALL_WHOLE_ORGANISATION in page.text
    with engine.connect() as connection:
        store = Workspaces(engine, CLIENT_ID).store
        assert connection.execute(select(store.installations)).all() == []


def test_a_database_that_is_gone(browser: TestClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE slack_oauth_states")
    answer = browser.get("/slack/install")

    assert answer.status_code == 503
    assert wording.INSTALL_NOT_NOW in answer.text


def test_an_installation_that_cannot_be_stored(browser: TestClient, engine: Engine) -> None:
    state = started(browser)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE slack_installations")
    answer = browser.get("/slack/oauth_redirect", params={"code": "good-code", "state": state})

    assert answer.status_code == 503
    assert wording.INSTALL_NOT_NOW in answer.text


def test_no_secret_is_logged(browser: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for code in ("good-code", "verysecret-code"):
        browser.get("/slack/oauth_redirect", params={"code": code, "state": started(browser)})
    # The log of the test's own browser is not ours.
    ours = [row for row in caplog.records if not row.name.startswith(("httpx", "httpcore"))]

    assert any(row.name.startswith("bot.") for row in ours)
    for row in ours:
        assert "verysecret" not in row.getMessage()
        assert "good-code" not in row.getMessage()


def test_old_states_are_removed(browser: TestClient, engine: Engine) -> None:
    started(browser)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE slack_oauth_states SET expire_at = '2020-01-01'")
    started(browser)

    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM slack_oauth_states").scalar()
    assert count == 1


def installed(
    workspaces: Workspaces, bot_token: str, *, enterprise: str | None = None, at: float = 1e9
) -> None:
    """Store an installation in `OTHER`."""
    workspaces.store.save(
        Installation(
            app_id="A1",
            enterprise_id=enterprise,
            team_id=OTHER.team_id,
            bot_token=bot_token,
            bot_id=OTHER.bot_id,
            bot_user_id=OTHER.bot_user_id,
            user_id="U1",
            installed_at=at,
        )
    )


def test_the_newest_installation_counts_whatever_its_organisation(workspaces: Workspaces) -> None:
    installed(workspaces, "xoxb-old", at=1e9)
    installed(workspaces, "xoxb-new", enterprise="E1", at=1e9 + 1)

    assert token(workspaces, OTHER.team_id) == "xoxb-new"


def test_another_app_in_the_same_database_is_not_ours(
    workspaces: Workspaces, engine: Engine
) -> None:
    installed(Workspaces(engine, "999.999"), "xoxb-theirs")

    assert token(workspaces, OTHER.team_id) is None


def test_the_database_is_asked_once_in_five_minutes(engine: Engine) -> None:
    clock = Clock()
    workspaces = Workspaces(engine, CLIENT_ID, clock)
    installed(workspaces, "xoxb-1")
    assert token(workspaces, OTHER.team_id) == "xoxb-1"
    installed(workspaces, "xoxb-2", at=1e9 + 1)

    clock.now += REMEMBER_SECONDS - 1
    assert token(workspaces, OTHER.team_id) == "xoxb-1"
    clock.now += 1
    assert token(workspaces, OTHER.team_id) == "xoxb-2"


def test_nobody_is_remembered_for_ten_seconds_only(engine: Engine) -> None:
    clock = Clock()
    workspaces = Workspaces(engine, CLIENT_ID, clock)
    assert token(workspaces, OTHER.team_id) is None
    installed(workspaces, "xoxb-1")

    assert token(workspaces, OTHER.team_id) is None
    clock.now += 10
    assert token(workspaces, OTHER.team_id) == "xoxb-1"


def test_many_questions_at_once_ask_the_database_once(engine: Engine) -> None:
    reads = 0

    class Counted(Workspaces):
        def _read(self, team_id: str):  # type: ignore[no-untyped-def]
            nonlocal reads
            reads += 1
            return super()._read(team_id)

    workspaces = Counted(engine, CLIENT_ID)
    installed(workspaces, "xoxb-1")

    async def ask() -> None:
        await asyncio.gather(*(workspaces.token(OTHER.team_id) for _ in range(50)))

    asyncio.run(ask())
    assert reads == 1


def test_a_database_that_fails_leaves_what_is_remembered(engine: Engine) -> None:
    clock = Clock()
    workspaces = Workspaces(engine, CLIENT_ID, clock)
    installed(workspaces, "xoxb-1")
    assert token(workspaces, OTHER.team_id) == "xoxb-1"
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE slack_bots")
    clock.now += REMEMBER_SECONDS

    assert token(workspaces, OTHER.team_id) == "xoxb-1"
    with pytest.raises(OperationalError):
        token(workspaces, "T0NEVER")


def test_who_removes_the_app_is_forgotten(workspaces: Workspaces, engine: Engine) -> None:
    installed(workspaces, "xoxb-1")
    installed(workspaces, "xoxb-2", enterprise="E1", at=1e9 + 1)
    assert token(workspaces, OTHER.team_id) == "xoxb-2"

    asyncio.run(workspaces.forget(OTHER.team_id))

    assert token(workspaces, OTHER.team_id) is None
    with engine.connect() as connection:
        for table in (workspaces.store.bots, workspaces.store.installations):
            assert connection.execute(select(table)).all() == []


def test_a_late_removal_spares_what_was_installed_since(workspaces: Workspaces) -> None:
    installed(workspaces, "xoxb-1", at=1e9)
    installed(workspaces, "xoxb-2", at=1e9 + 60)

    removed = dt.datetime.fromtimestamp(1e9 + 30, dt.timezone(dt.timedelta(hours=9)))
    asyncio.run(workspaces.forget(OTHER.team_id, removed))

    assert token(workspaces, OTHER.team_id) == "xoxb-2"


def test_the_single_workspace_is_asked_for_once() -> None:
    async def ask(url: str) -> None:
        one = await SingleWorkspace.of(TOKEN, url)
        found = await one.token(OFFICE.team_id)
        assert found is not None
        assert (found.bot_token, found.bot_user_id, found.bot_id) == (TOKEN, "U0BOT", "B0BOT")
        assert await one.token(OTHER.team_id) is None

    with FakeSlack() as slack:
        asyncio.run(ask(slack.api_url))
        assert [call.method for call in slack.calls] == ["auth.test"]


@pytest.mark.parametrize(
    ("bot_token", "sentence"), [("xoxb-verysecret", "貼り直して"), (TOKEN, "取り消されて")]
)
def test_a_single_workspace_slack_refuses(bot_token: str, sentence: str) -> None:
    with FakeSlack() as slack:
        slack.revoke(TOKEN)
        with pytest.raises(BadSetting, match=sentence) as raised:
            asyncio.run(SingleWorkspace.of(bot_token, slack.api_url))

    assert "verysecret" not in str(raised.value)


def test_a_single_workspace_without_slack_is_not_known_yet() -> None:
    async def ask() -> None:
        one = await SingleWorkspace.of(TOKEN, "http://127.0.0.1:9/api")
        with pytest.raises(NotYetKnown):
            await one.token(OFFICE.team_id)

    asyncio.run(ask())
