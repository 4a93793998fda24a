"""The walkthroughs at work: steps from the knowledge, answers in the database.

Every method runs inside a transaction of the caller and keys what it reads by scope: another
channel's run does not exist here.
"""

from bot.guide.guide import Guide

__all__ = ["Guide"]
