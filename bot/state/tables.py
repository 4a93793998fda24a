"""The tables. Times are seconds since the epoch (UTC); ids of Slack are kept as they come."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
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
    UniqueConstraint("team", "channel", "subject"),
    Index("reminders_due", "state", "due_at"),
)
