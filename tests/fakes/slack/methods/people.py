"""`auth.test`, `users.info`, `bots.info`, `team.info`."""

from __future__ import annotations

from tests.fakes.slack.methods.registry import Method
from tests.fakes.slack.state import Json, SlackError, Team, World


def auth_test(world: World, team: Team, body: Json) -> Json:
    """`auth.test`: who the token is."""
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": "hoshimichi",
        "team_id": team.team_id,
        "user_id": team.bot_user_id,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def users_info(world: World, team: Team, body: Json) -> Json:
    """`users.info`: one person, also of a connected workspace."""
    user = world.users.get(str(body.get("user")))
    if user is None:
        raise SlackError("user_not_found")
    return {
        "user": {
            "id": user.id,
            "team_id": user.team_id,
            "name": user.name,
            "real_name": user.name,
            "deleted": user.deleted,
            "tz": "Asia/Tokyo",
            "tz_offset": 32_400,
            "profile": {
                "real_name": user.name,
                "display_name": user.name,
                "team": user.team_id,
                **({"bot_id": "B0OTHER", "api_app_id": "A0OTHER"} if user.is_bot else {}),
            },
            "is_admin": user.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": user.is_restricted,
            "is_ultra_restricted": user.is_ultra_restricted,
            "is_stranger": user.is_stranger,
            "is_bot": user.is_bot,
            "is_app_user": False,
            "updated": 1_700_000_000,
        }
    }


def bots_info(world: World, team: Team, body: Json) -> Json:
    """`bots.info`: the bot of this or of another installation."""
    asked = body.get("bot") or team.bot_id
    for known in {team, *world.tokens.values()}:
        if known.bot_id == asked:
            bot = {
                "id": known.bot_id,
                "deleted": False,
                "name": "ほしみち",
                "app_id": known.app_id,
                "user_id": known.bot_user_id,
                "updated": 1_700_000_000,
                "icons": {},
            }
            return {"bot": bot}
    raise SlackError("bot_not_found")


def team_info(world: World, team: Team, body: Json) -> Json:
    """`team.info`: this workspace, or one known by id."""
    asked = body.get("team") or team.team_id
    for known in (team, *world.tokens.values()):
        if known.team_id == asked:
            shown = {"id": known.team_id, "name": known.name, "domain": known.domain}
            return {"team": {**shown, "email_domain": "", "icon": {"image_default": True}}}
    raise SlackError("team_not_found")


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "users.info": users_info,
    "bots.info": bots_info,
    "team.info": team_info,
}
