"""Whose walkthrough it is in the terminal: a client and a person by the names given."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from bot.domain.scope import Scope, Speaker

TEAM = "terminal"
NOBODY = "me"
NO_CLIENT = "-"
_LONGEST = 30
_UNSAFE = re.compile(r"[^\w-]+")


def scope_of(client: str | None) -> Scope:
    """The scope of a client by name; without a name, the one of this machine."""
    name = " ".join(unicodedata.normalize("NFKC", client or "").casefold().split())
    return Scope(team=TEAM, channel=_identifier(name) if name else NO_CLIENT)


def speaker_of(user: str | None) -> Speaker:
    """Who types."""
    name = "".join(character for character in (user or "").strip() if character.isprintable())
    if len(name) > _LONGEST:
        name = name[: _LONGEST - 11] + "-" + _digest(name)
    return Speaker(team=TEAM, user=name or NOBODY)


def _identifier(name: str) -> str:
    """A name that is safe as a folder's; two different names never give the same one."""
    slug = _UNSAFE.sub("-", name).strip("-")
    if slug == name and len(name) <= _LONGEST:
        return name
    return f"{slug[: _LONGEST - 11]}-{_digest(name)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
