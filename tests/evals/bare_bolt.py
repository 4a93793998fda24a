"""The peer: a Bolt app over ASGI as its documentation shows it, which stores nothing."""

from __future__ import annotations

import sys

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from tests.fakes.slack import SECRET, TOKEN


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T0OFFICE", bot_token=TOKEN, bot_id="B0BOT", bot_user_id="U0BOT"
    )


async def _heard() -> None:
    return None


def main() -> None:
    """Serve on the port given as the first argument."""
    app = AsyncApp(signing_secret=SECRET, authorize=_authorize)
    app.event("message")(_heard)
    app.event("app_mention")(_heard)
    handler = AsyncSlackRequestHandler(app)
    uvicorn.run(handler, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")


if __name__ == "__main__":
    main()
