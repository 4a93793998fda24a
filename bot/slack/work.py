"""What is to be done about something Slack sent: typed, minimal, stored in the inbox."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.domain.answer import Model
from bot.domain.scope import Id, Scope, Speaker
from bot.domain.walkthrough import DocumentKind

Stamp = Annotated[str, Field(max_length=60)]


class Asked(Model):
    """A question in words.

    Attributes:
        via: how it came. Only a post is seen by the others; anything else is quoted.
        ts: the post it stands in.
        thread: the thread to answer in; None to answer in the channel itself.
        addressed: the bot was meant (mention, DM, command); False for talk in a thread.
        aside: people talk to each other and mention the bot.
        below_us: the thread began with a message of ours.
        secret: the kind of secret its words held; what is left of them is masked (A29).
    """

    type: Literal["asked"] = "asked"
    scope: Scope
    speaker: Speaker
    text: str
    via: Literal["post", "command", "shortcut", "button"] = "post"
    ts: Stamp | None = None
    thread: Stamp | None = None
    addressed: bool
    aside: bool = False
    below_us: bool = False
    direct: bool = False
    secret: str | None = None
    response_url: str | None = None


class Pressed(Model):
    """A button. `value` is an id, never content."""

    type: Literal["pressed"] = "pressed"
    scope: Scope
    speaker: Speaker
    action: str
    value: str
    ts: Stamp | None
    thread: Stamp | None
    response_url: str | None = None


class Filled(Model):
    """Answers of a form of a walkthrough: one as it is chosen, or all when it is sent.

    Attributes:
        scope: where the form was opened, as the form says: to be proven (A19).
        ts: the message it was opened from.
        sent: whether the form was sent, and what comes next is to be shown.
    """

    type: Literal["filled"] = "filled"
    scope: Scope
    speaker: Speaker
    run: Annotated[str, Field(max_length=64)]
    values: dict[str, str]
    ts: Stamp | None
    thread: Stamp | None
    sent: bool


class Papers(Model):
    """Documents to be made and handed over in a thread.

    Attributes:
        about: the client they are about where it is not the place's own: staff asked.
        question: the deadline asked about (`DeadlineQuestion.packed`); empty = the one aimed at.
    """

    type: Literal["papers"] = "papers"
    scope: Scope
    thread: Stamp | None
    run: str
    kinds: tuple[DocumentKind, ...]
    about: Scope | None = None
    question: str = ""


class DroppedFile(Model):
    """A file as Slack tells of it; `name` is a stranger's, for people only."""

    id: Annotated[str, Field(pattern=r"^F[A-Z0-9]{1,30}$")]
    name: Annotated[str, Field(max_length=300)]


class Dropped(Model):
    """Files somebody put into the conversation with the bot.

    Attributes:
        asked: what was written with them.
        more: how many files there were beyond those that are taken at once.
    """

    type: Literal["dropped"] = "dropped"
    scope: Scope
    speaker: Speaker
    ts: Stamp
    thread: Stamp
    files: tuple[DroppedFile, ...]
    asked: Asked | None = None
    more: int = 0


class Described(Model):
    """What staff said of a document in the form.

    Attributes:
        addition: which it is about; empty = `file` is a new one.
        values: the form, field by field.
    """

    type: Literal["described"] = "described"
    team: Id
    speaker: Speaker
    addition: Annotated[str, Field(pattern=r"^[a-z0-9]{0,24}$")]
    file: DroppedFile | None
    values: dict[str, str]


class Indexing(Model):
    """A step of an addition that takes long, or follows on one and must not be lost with it.

    Attributes:
        by: who read the suspicious texts, for the step `check`.
        ts: the message whose buttons go, for the step `shut`.
    """

    type: Literal["indexing"] = "indexing"
    scope: Scope
    addition: Annotated[str, Field(pattern=r"^[a-z0-9]{1,24}$")]
    step: Literal["read", "build", "check", "files", "line", "shut"]
    by: str = ""
    ts: Stamp | None = None


class SetupSubmitted(Model):
    """The form that binds a channel to a client."""

    type: Literal["setup"] = "setup"
    team: Id
    speaker: Speaker
    channel: Id
    company: str
    consultant: Id


class HomeOpened(Model):
    """Somebody looks at the Home tab."""

    type: Literal["home"] = "home"
    team: Id
    speaker: Speaker


class ChatOpened(Model):
    """Somebody looks at the conversation with the bot."""

    type: Literal["chat"] = "chat"
    scope: Scope
    speaker: Speaker


class Joined(Model):
    """The bot came into a channel."""

    type: Literal["joined"] = "joined"
    scope: Scope


class ChannelChanged(Model):
    """Something happened to a channel."""

    type: Literal["channel"] = "channel"
    scope: Scope
    change: Literal["shared", "unshared", "renamed", "archived", "left", "id_changed", "member"]
    team: Id | None = None
    channel: Id | None = None


class Uninstalled(Model):
    """The app was removed from a workspace, or its tokens were revoked."""

    type: Literal["uninstalled"] = "uninstalled"
    team: Id
    at: float | None = None


Work = Annotated[
    Asked
    | Pressed
    | Filled
    | Papers
    | Dropped
    | Described
    | Indexing
    | SetupSubmitted
    | HomeOpened
    | ChatOpened
    | Joined
    | ChannelChanged
    | Uninstalled,
    Field(discriminator="type"),
]
WORK: TypeAdapter[Work] = TypeAdapter(Work)
