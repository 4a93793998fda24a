"""The workspace most tests start from: an office, its client in a shared channel, a DM."""

from __future__ import annotations

from tests.fakes.slack.state import Channel, Team, User, World

OFFICE = Team()
TOKEN = "xoxb-office"
APP_TOKEN = "xapp-fake"
STAFF, GUEST, CLIENT = "U0STAFF", "U0GUEST", "U0CLIENT"
GENERAL, SHARED, OUTSIDE, DIRECT = "C0GENERAL", "C0CLIENT", "C0OUTSIDE", "D0STAFF"
CLIENT_TEAM = "T0CLIENT"


def office() -> World:
    """A new copy of it; the bot is in every channel but `OUTSIDE`."""
    people = (
        User("U0BOT", name="hoshimichi", is_bot=True),
        User(STAFF, name="sato", is_admin=True),
        User(GUEST, name="guest", is_restricted=True),
        User(CLIENT, CLIENT_TEAM, name="tanaka", is_stranger=True),
    )
    rooms = (
        Channel(GENERAL, members=("U0BOT", STAFF, GUEST)),
        Channel(
            SHARED,
            name="ext-tanaka",
            is_private=True,
            is_ext_shared=True,
            members=("U0BOT", STAFF, CLIENT),
            connected_team_ids=(CLIENT_TEAM,),
        ),
        Channel(OUTSIDE, name="outside", members=(STAFF,)),
        Channel(DIRECT, name="dm", is_im=True, members=("U0BOT", STAFF), user=STAFF),
    )
    return World(
        tokens={TOKEN: OFFICE},
        app_tokens={APP_TOKEN},
        users={one.id: one for one in people},
        channels={one.id: one for one in rooms},
    )
