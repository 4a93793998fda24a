"""Text nobody vouches for, made safe to show in Slack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

LONGEST_URL = 1000
# Only public bodies of Japan can register names here.
_OFFICIAL = (".go.jp", ".lg.jp")

_NEW_LINE = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Direction marks make text read as something it is not.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FENCE = re.compile("`{3,}")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What could begin bold, italics, a strike, code, an emoji or a quote.
_OPENING = re.compile(
    r"(?<![A-Za-z0-9])[*_~`]+(?=[^\s*_~`])|(?<!\w):(?=[a-z0-9_+'-]+:)|^>", re.MULTILINE
)
_WIDE = str.maketrans("*_~`:>", "＊＿～｀：＞")
_USER = re.compile("[UW][A-Z0-9]+")

_URL = re.compile(r"https?://[A-Za-z0-9.:-]+(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")
_SPOILED = re.compile(r'[\s\x00-\x20\x7f\\<>"|`]')
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_URL_SAFE = "%/?#[]@!$&'()*+,;=:-._~"


class Link(NamedTuple):
    """A link whose label is the host it leads to."""

    url: str
    host: str

    @property
    def mrkdwn(self) -> str:
        """The link in Slack's markup."""
        return f"<{escape(self.url)}|{self.host}>"


def clean(text: str) -> str:
    """The text without characters that Slack refuses or that change how the rest reads."""
    text = _HIDDEN.sub("", _NEW_LINE.sub("\n", text).replace("\t", " "))
    return _LONE_SURROGATE.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text in Slack's markup, with no mention, link or code fence in it."""
    text = _FENCE.sub(lambda fence: "｀" * len(fence.group()), clean(text))
    return "".join(_ENTITIES.get(character, character) for character in text)


def inert(text: str) -> str:
    """The text in Slack's markup, shown as it stands: nothing in it formats anything."""
    return escape(_OPENING.sub(lambda mark: mark.group().translate(_WIDE), clean(text)))


def length(said: str) -> int:
    """How long a text in Slack's markup is, in UTF-16: Slack never counts more."""
    return len(said.encode("utf-16-le")) // 2


def weight(character: str) -> int:
    """The length of one character once it is escaped."""
    if character in _ENTITIES:
        return len(_ENTITIES[character])
    return 2 if character > "\uffff" else 1


def user_mention(user: str) -> str:
    """The mention of a user.

    Raises:
        ValueError: this is no id of a user.
    """
    if not _USER.fullmatch(user):
        raise ValueError(f"no user id: {user!r}")
    return f"<@{user}>"


def link(url: str) -> Link | None:
    """A web address as a link; None for anything that is not one or hides where it leads."""
    if _SPOILED.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    tail = parts.path + (parts.query and f"?{parts.query}")
    tail += parts.fragment and f"#{parts.fragment}"
    safe = f"{parts.scheme}://{host}{port}{quote(clean(tail), safe=_URL_SAFE)}"
    return Link(safe, host + port) if length(escape(safe)) <= LONGEST_URL else None


def hosts(urls: Iterable[str | None]) -> frozenset[str]:
    """The hosts that these addresses lead to."""
    return frozenset(found.host for url in urls if url and (found := link(url)))


def runs(text: str, trusted: frozenset[str]) -> Iterator[str | Link]:
    """The text, with addresses of trusted and official hosts as links."""
    done = 0
    for match in _URL.finditer(text):
        found = link(_without_punctuation(match.group()))
        if found is None or not (found.host in trusted or found.host.endswith(_OFFICIAL)):
            continue
        if match.start() > done:
            yield text[done : match.start()]
        yield found
        done = match.start() + len(_without_punctuation(match.group()))
    if done < len(text):
        yield text[done:]


def _without_punctuation(url: str) -> str:
    url = url.rstrip(".,:;!?'")
    return url.rstrip(")") if "(" not in url else url
