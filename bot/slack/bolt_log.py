"""What Bolt may write into our log: in one line, and nothing of what a user sent."""

from __future__ import annotations

import logging
import os

_NAME = "bot.slack.bolt"
# True of every bot with an `authorize` of its own, and nothing anybody could act on.
_KNOWN = "(or SLACK_BOT_TOKEN env variable) will be ignored"
_DETAIL = " (error:"
_DEBUG = bool(os.environ.get("HOSHIMICHI_DEBUG"))


def logger() -> logging.Logger:
    """The logger Bolt and its clients use instead of theirs."""
    found = logging.getLogger(_NAME)
    # They ask the logger itself for its level, not those above it.
    found.setLevel(logging.WARNING)
    if not found.filters:
        found.addFilter(_brief)
    return found


def _brief(record: logging.LogRecord) -> bool:
    """Let through what tells of a failure; a payload nobody can read fails in a known way.

    The message of an error may quote the payload, its type does not.
    """
    message = record.getMessage()
    if _KNOWN in message:
        return False
    if _DEBUG:
        return True
    # Below the first line stand suggestions of what to program.
    record.msg, record.args = message.partition("\n")[0], ()
    if record.exc_info and record.exc_info[0]:
        told = record.msg.partition(_DETAIL)[0].partition(": ")[0]
        record.msg = f"{told}: {record.exc_info[0].__name__}"
        record.exc_info = record.exc_text = None
    return True
