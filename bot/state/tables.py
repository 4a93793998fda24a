"""The tables. Times are seconds since the epoch (UTC); ids of Slack are kept as they come."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
_Key = BigInteger().with_variant(Integer, "sqlite")

inbox = Table(
    "inbox",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    # Slack's event id, or what stands for it: the retries of one delivery share it.
    Column("delivery", String(255), nullable=False, unique=True),
    # The post behind it: app_mention and message for one post share it.
    Column("post", String(255), unique=True),
    Column("kind", String(32), nullable=False),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(64), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(16), nullable=False, default="waiting"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("worker", String(128)),
    # Counted up by the worker for as long as it holds the row.
    Column("beat", Integer, nullable=False, default=0),
    Column("received_at", Float, nullable=False),
    Column("due_at", Float, nullable=False),
    Column("error", Text),
    Index("inbox_open", "state", "due_at"),
    Index("inbox_thread", "thread", "state"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    # Travels in the message's metadata: finds it again when the outcome is unknown.
    Column("key", String(64), nullable=False, unique=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(64)),
    Column("text", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("response_url", Text),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("worker", String(128)),
    # Counted up by the worker for as long as it holds the row.
    Column("beat", Integer, nullable=False, default=0),
    Column("asked_at", Float, nullable=False),
    Column("sent_at", Float),
    Column("due_at", Float, nullable=False),
    Column("ts", String(32)),
    Column("error", Text),
    Index("outbox_open", "state", "due_at"),
    Index("outbox_thread", "channel", "thread", "state"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread", String(64), primary_key=True),
    Column("state", JSON, nullable=False),
    Column("updated_at", Float, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(64), nullable=False),
    Column("speaker_team", String(32)),
    Column("speaker", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("index_version", String(64), nullable=False),
    Column("asked_at", Float, nullable=False),
    Index("turns_recent", "team", "channel", "speaker", "asked_at"),
    Index("turns_age", "asked_at"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("turn", String(32), primary_key=True),
    Column("speaker", String(64), primary_key=True),
    Column("verdict", String(8), nullable=False),
    Column("given_at", Float, nullable=False),
)

clients = Table(
    "clients",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("company", String(200), nullable=False),
    Column("consultant", String(32), nullable=False),
    # active, paused (the channel's members changed: bind again), frozen (left, archived)
    Column("state", String(16), nullable=False),
    Column("reason", String(64)),
    # Teams that were in the channel when it was bound: any other is a stranger.
    Column("teams", JSON, nullable=False),
    Column("bound_by", String(32), nullable=False),
    Column("bound_at", Float, nullable=False),
    UniqueConstraint("team", "channel"),
)

consultations = Table(
    "consultations",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(64), nullable=False),
    Column("turn", String(32), nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("consultant", String(32)),
    Column("asked_by", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Float, nullable=False),
    Column("solved_at", Float),
    Column("solved_by", String(64)),
    Index("consultations_open", "team", "state"),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("asked_at", Float, nullable=False),
    Index("unanswered_recent", "team", "asked_at"),
)

notices = Table(
    "notices",
    metadata,
    # What staff was told, so that it is told once.
    Column("team", String(32), primary_key=True),
    Column("subject", String(128), primary_key=True),
    Column("told_at", Float, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("walkthrough", String(64), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("sheet", String(200), nullable=False),
    Column("state", String(16), nullable=False),
    # Grows with every change: who changes it says which revision they saw.
    Column("revision", Integer, nullable=False),
    Column("position", String(128)),
    Column("started_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Index("runs_scope", "team", "channel", "updated_at"),
)

run_answers = Table(
    "run_answers",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("run", String(24), nullable=False),
    # The revision it was given for: one change cannot be made twice.
    Column("revision", Integer, nullable=False),
    Column("step", String(128), nullable=False),
    Column("value", Text, nullable=False),
    Column("by_team", String(32)),
    Column("by_user", String(32), nullable=False),
    Column("given_at", Float, nullable=False),
    # Taken back or given anew; kept, because who answered what and when is kept.
    Column("ended_at", Float),
    UniqueConstraint("run", "revision", "step"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    # What it is about: setting one again moves it.
    Column("subject", String(128), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", Float, nullable=False),
    Column("sent_at", Float),
    # The run it was set for; a walkthrough's reminders go with it.
    Column("run", String(24)),
    # Which of the times of its subject it waits for, or was said at.
    Column("occasion", String(16)),
    # The day it counts to, as an ISO date in Japan.
    Column("target", String(10)),
    # How often it was said: a button below an earlier one is stale.
    Column("times", Integer, nullable=False, default=0, server_default="0"),
    # When it was last compared with the schedule.
    Column("checked_at", Float),
    Column("done_by", String(64)),
    Column("done_at", Float),
    UniqueConstraint("team", "channel", "subject"),
    Index("reminders_due", "state", "due_at"),
)

standings = Table(
    "standings",
    metadata,
    # What a client's runs come to (bot.guide.standings), kept so that the board opens at once.
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    # Of the runs it was read from: another mark now means that they changed since.
    Column("mark", String(80), nullable=False),
    # Of the catalogue and the code it was read with, and from when to when that reads the same.
    Column("knowledge", String(64), nullable=False),
    Column("good_from", Float, nullable=False),
    Column("good_until", Float, nullable=False),
    Column("standing", Text, nullable=False),
)

board_choices = Table(
    "board_choices",
    metadata,
    # What each person of the office chose to see of the board.
    Column("team", String(32), primary_key=True),
    Column("viewer", String(32), primary_key=True),
    Column("choice", Text, nullable=False),
)

watched_rules = Table(
    "watched_rules",
    metadata,
    # Who noted them: the terminal's user, or the staff of a workspace.
    Column("reader", String(64), primary_key=True),
    # Of all rows: nothing to compare where it is the same.
    Column("digest", String(64), nullable=False),
    # The typed rows of the catalogue as they were then: a hash and the few values that are told.
    Column("held", JSON, nullable=False),
    Column("noted_at", Float, nullable=False),
)

additions = Table(
    "additions",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    # Where it is talked about; None until the message that opens the thread was posted.
    Column("thread", String(64)),
    # The message that says how far it is.
    Column("line", String(64)),
    # Slack's id of the file, and what its owner calls it.
    Column("file", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("by_team", String(32), nullable=False),
    Column("by_user", String(32), nullable=False),
    # received, offered, described, candidate, active, dropped, refused, failed, rolled_back
    Column("state", String(16), nullable=False),
    # Of what was downloaded: the same file twice.
    Column("digest", String(64)),
    # What the document says of itself, then what staff said.
    Column("details", JSON, nullable=False),
    # The candidate, what was served when it was built, and whether the gate let it pass.
    Column("version", String(100)),
    Column("served", String(100)),
    Column("passed", Boolean, nullable=False),
    Column("decided_by", String(200)),
    Column("started_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Index("additions_digest", "team", "digest"),
    Index("additions_age", "state", "updated_at"),
)

model_use = Table(
    "model_use",
    metadata,
    # What was spent on a language model; the row without a user is the workspace's sum.
    Column("team", String(32), primary_key=True),
    Column("user", String(64), primary_key=True),
    # An ISO date in Japan.
    Column("day", String(10), primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("characters", BigInteger, nullable=False),
    Index("model_use_age", "day"),
)

drafts = Table(
    "drafts",
    metadata,
    # Answers being written in front of the reader, to be finished or taken away after a crash.
    Column("id", String(64), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(64)),
    # Of the message that shows it; None until it was posted.
    Column("ts", String(32)),
    Column("via", String(8), nullable=False),
    Column("state", String(12), nullable=False),
    Column("updated_at", Float, nullable=False),
    Index("drafts_age", "updated_at"),
)
