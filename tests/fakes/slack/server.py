"""A Slack that runs on loopback: state, Web API, Socket Mode, and the record of what happened."""

from __future__ import annotations

import asyncio
import concurrent.futures
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self, TypeVar

from tests.fakes.slack import oauth
from tests.fakes.slack.calls import Call, CallLog
from tests.fakes.slack.faults import Fault, Faults, Injection
from tests.fakes.slack.loopback import Loopback
from tests.fakes.slack.methods.files import put
from tests.fakes.slack.office import OFFICE, office
from tests.fakes.slack.sockets import AckFuture, EnvelopeType, SocketHub
from tests.fakes.slack.state import (
    Channel,
    Ephemeral,
    Json,
    Message,
    ResponseUrl,
    Team,
    Trigger,
    User,
    View,
    World,
)
from tests.fakes.slack.transport import Transport

T = TypeVar("T")


class FakeSlack:
    """A context manager around a server in a daemon thread; use it from any thread or process.

    `strict=False` lets through what breaks Slack's limits, and still records it in `violations`.
    """

    def __init__(self, world: World | None = None, *, strict: bool = True, port: int = 0) -> None:
        self.world = world or office()
        self.world.strict = strict
        self._log = CallLog()
        self._faults = Faults()
        self._hub = SocketHub()
        transport = Transport(self.world, self._log, self._faults, self._hub)
        self._server = Loopback(transport.handle, port)

    def __enter__(self) -> Self:
        """Start serving."""
        self.world.url = f"http://127.0.0.1:{self._server.start()}/"
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving; open connections break."""
        self.drop()
        self._server.stop()

    @property
    def api_url(self) -> str:
        """What `WebClient(base_url=…)` and `SLACK_API_URL` take."""
        return f"{self.world.url}api/"

    # What exists

    @property
    def tokens(self) -> dict[str, Team]:
        """Bot tokens and their installations; add to it to install."""
        return self.world.tokens

    def add(self, *things: User | Channel) -> None:
        """Add people and channels, or replace those with the same id."""
        for thing in things:
            if isinstance(thing, User):
                self.world.users[thing.id] = thing
            else:
                self.world.channels[thing.id] = thing

    def change_channel(self, channel: str, **changes: Any) -> Channel:
        """Rename, archive, share, or change the members of a channel."""
        changed = replace(self.world.channels[channel], **changes)
        self.world.channels[channel] = changed
        return changed

    def revoke(self, token: str) -> None:
        """From now on the token answers `token_revoked`."""
        self.world.revoked.add(token)

    def grant(self, code: str, team: Team, token: str, expires_in: int | None = None) -> None:
        """Let `oauth.v2.access` exchange a code once; `expires_in` adds a refresh token."""
        oauth.grant(self.world, code, team, token, expires_in=expires_in)

    def say(self, channel: str, user: str, text: str, thread_ts: str | None = None) -> Message:
        """A person writes; tell the bot with an event made from the message."""
        team_id = self.world.users[user].team_id
        message = Message(self.world.new_ts(), channel, text, user, team_id, thread_ts)
        return self.world.store(message)

    def stop_streams(self, channel: str, thread_ts: str) -> tuple[str, ...]:
        """A person presses stop: what streams in a thread takes no more; tell the bot, too."""
        found = tuple(
            one.ts
            for one in self.replies(channel, thread_ts)
            if (channel, one.ts) in self.world.streams
        )
        for ts in found:
            self.world.streams.discard((channel, ts))
            self.world.stopped_streams.add((channel, ts))
        return found

    def put_files(
        self, channel: str, user: str, *files: tuple[str, bytes], text: str = "", **more: Any
    ) -> Message:
        """A person puts files into a channel; `more` is kept with each (`mode`, `not_ready`, …)."""
        team_id = self.world.users[user].team_id
        kept = tuple(
            put(self.world, user, name, content, OFFICE, **more) for name, content in files
        )
        message = Message(
            self.world.new_ts(), channel, text, user, team_id, subtype="file_share", files=kept
        )
        return self.world.store(message)

    def trigger(self, user: str, *, view_id: str | None = None, age: float = 0.0) -> str:
        """A `trigger_id` of a person's click, `age` seconds old (in an open modal: `view_id`)."""
        trigger_id = self.world.new_id("13345224609.738474920.")
        team_id = self.world.users[user].team_id
        issued = time.monotonic() - age
        self.world.triggers[trigger_id] = Trigger(team_id, user, issued, view_id=view_id)
        return trigger_id

    def response_url(
        self, channel: str, user: str, message_ts: str | None = None, team: Team = OFFICE
    ) -> str:
        """A `response_url` for an interaction with a message or a command in a channel."""
        key = self.world.new_id("R")
        target = ResponseUrl(channel, message_ts, user, team, time.monotonic())
        self.world.response_urls[key] = target
        return f"{self.world.url}actions/{key}"

    # What happened

    @property
    def calls(self) -> list[Call]:
        """Every request to the Web API so far."""
        return self._log.all()

    def calls_of(self, method: str) -> list[Call]:
        """The requests of one method (`response_url` for answers to interactions)."""
        return self._log.of(method)

    def clear_calls(self) -> None:
        """Forget the requests; what exists in Slack stays."""
        self._log.clear()

    @property
    def violations(self) -> list[str]:
        """Everything sent that Slack would refuse or show wrongly."""
        return self.world.violations.copy()

    def messages(self, channel: str) -> list[Message]:
        """All messages of a channel, threads included, oldest first."""
        return list(self.world.messages.get(channel, {}).values())

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """The replies of a thread, without its root."""
        stored = self.world.messages.get(channel, {})
        return [stored[ts] for ts in list(self.world.threads.get((channel, thread_ts), ()))]

    @property
    def ephemerals(self) -> list[Ephemeral]:
        """Messages only one person saw."""
        return self.world.ephemerals.copy()

    def home(self, user: str, team_id: str = OFFICE.team_id) -> Json | None:
        """The Home tab last published for a person."""
        view = self.world.homes.get((team_id, user))
        return view.content if view else None

    @property
    def modals(self) -> list[View]:
        """The open modals, oldest first."""
        return list(self.world.modals.values())

    def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until the predicate gives something true, and return it; else TimeoutError."""
        end = time.monotonic() + timeout
        while not (found := predicate()):
            if time.monotonic() > end:
                raise TimeoutError(f"not within {timeout} s; last calls: {self._log.all()[-3:]}")
            time.sleep(0.003)
        return found

    async def until(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """`wait_for` that lets the other tasks of the caller's loop run."""
        end = time.monotonic() + timeout
        while not (found := predicate()):
            if time.monotonic() > end:
                raise TimeoutError(f"not within {timeout} s; last calls: {self._log.all()[-3:]}")
            await asyncio.sleep(0.003)
        return found

    # What goes wrong

    def inject(self, method: str, fault: Fault, *, times: int | None = 1, **when: Any) -> Injection:
        """Let requests of a method (`*`: any) fail; see `Injection` for `every`, `match`, ….

        `times=None` never stops.
        """
        return self._faults.add(method, Injection(fault, times=times, **when))

    def clear_faults(self) -> None:
        """From now on everything works."""
        self._faults.clear()

    # Socket Mode

    @property
    def connections(self) -> int:
        """How many Socket Mode connections take envelopes."""
        return len(self._hub.open)

    @property
    def late_acks(self) -> list[str]:
        """Envelopes acked after the wait was over, or twice."""
        return self._hub.late_acks.copy()

    def push_nowait(
        self, payload: Json, type: EnvelopeType = "events_api", *, timeout: float = 3.0, **more: Any
    ) -> AckFuture:
        """Send one envelope; the future gives the ack's payload (`{}`: bare), None: no ack."""
        envelope = {
            "envelope_id": self.world.new_id("envelope-"),
            "type": type,
            "payload": payload,
            "accepts_response_payload": type != "events_api",
            **({"retry_attempt": 0, "retry_reason": ""} if type == "events_api" else {}),
            **more,
        }
        ack: AckFuture = concurrent.futures.Future()
        self._server.submit(self._hub.send(envelope, ack, timeout))
        return ack

    def push(self, payload: Json, type: EnvelopeType = "events_api", **more: Any) -> Json | None:
        """`push_nowait`, and wait for the ack."""
        return self.push_nowait(payload, type, **more).result()

    async def apush(
        self, payload: Json, type: EnvelopeType = "events_api", **more: Any
    ) -> Json | None:
        """`push` for a caller whose bot runs in the same event loop."""
        return await asyncio.wrap_future(self.push_nowait(payload, type, **more))

    def disconnect(self, reason: str = "refresh_requested") -> int:
        """Ask every connection to come back; how many were asked."""
        return self._server.wait(self._hub.disconnect(reason))

    def drop(self) -> int:
        """Break every Socket Mode connection without a word."""
        return self._server.wait(self._hub.drop())
