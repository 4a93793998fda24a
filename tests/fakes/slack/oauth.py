"""`oauth.v2.access`: codes and refresh tokens become bot tokens."""

from __future__ import annotations

from tests.fakes.slack.state import Json, SlackError, Team, World


def grant(world: World, code: str, team: Team, token: str, *, expires_in: int | None) -> None:
    """Make a code that can be exchanged once for `token` of `team`."""
    world.grants[code] = {"team": team, "token": token, "expires_in": expires_in}


def access(world: World, body: Json) -> Json:
    """`oauth.v2.access`."""
    refresh = body.get("grant_type") == "refresh_token"
    key = str(body.get("refresh_token" if refresh else "code"))
    given = world.grants.get(key)
    if given is None:
        raise SlackError("invalid_refresh_token" if refresh else "invalid_code")
    if given.get("used"):
        raise SlackError("invalid_refresh_token" if refresh else "code_already_used")
    given["used"] = True
    team: Team = given["team"]
    token = world.new_id("xoxe.xoxb-") if refresh else given["token"]
    world.tokens[token] = team
    answer: Json = {
        "access_token": token,
        "token_type": "bot",
        "scope": team.scopes,
        "bot_user_id": team.bot_user_id,
        "app_id": team.app_id,
        "team": {"id": team.team_id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U0STAFF"},
    }
    if given["expires_in"]:
        again = world.new_id("xoxe-1-")
        world.grants[again] = {"team": team, "token": "", "expires_in": given["expires_in"]}
        answer |= {"expires_in": given["expires_in"], "refresh_token": again}
    return answer
