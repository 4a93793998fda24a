"""Runs changes to an index in processes that can be killed; the parent pays the imports once.

Reads one JSON order a line: {"action", "home", "root"?, "at"?}. Says the pid of the process that
carries it out, then how it ended. With "at", the process kills itself before its at-th change to
a file under home.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Imported before the first fork, so that a kill hits the work and not the imports.
import sklearn.linear_model  # noqa: F401

import indexer.training  # noqa: F401
from indexer.adding import Item, add, add_all, without
from indexer.build import build
from indexer.commands.building import build_and_serve
from indexer.gate import check
from indexer.gate.activation import activate, pending, rollback
from indexer.releases import Releases
from tests.conftest import NOW, index_settings
from tests.indexer.gate.outcomes import well
from tests.indexer.library.made import details, document
from tests.indexer.versions import publish

THIRD = document("三つ目の定めです。届け出は郵送でも受け付けます。")
_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}


def _build(home: Path, root: str) -> None:
    """As `python -m indexer build` does it."""
    version, _ = build(index_settings(home), NOW, root=Path(root))
    Releases(home).activate(version, "driver", NOW, reason="build")


def _new(home: Path, root: str) -> None:
    publish(Releases(home), "new", day=9)
    Releases(home).activate("new", "driver", NOW)


def _again(home: Path, root: str) -> None:
    """As `build --force` on unchanged knowledge: the version being served, once more."""
    version = Releases(home).active()
    publish(Releases(home), version, day=9)
    Releases(home).activate(version, "driver", NOW)


def _rollback(home: Path, root: str) -> None:
    Releases(home).activate(Releases(home).previous(), "driver", NOW, "rollback")


def _prune(home: Path, root: str) -> None:
    Releases(home).prune(keep=0)


def _add(home: Path, root: str) -> None:
    """As `python -m indexer add`, the file being read already."""
    add(index_settings(home), Path(root) / "koubo.pdf", THIRD, details("third"), "山田", NOW)


def _add_all(home: Path, root: str) -> None:
    """As `python -m indexer add-all`: a document that is served in a new edition, and two more."""
    items = [
        Item(file=Path(root) / "koubo.pdf", document=THIRD, details=details(name, edition="第9版"))
        for name in ("koubo", "third", "fourth")
    ]
    add_all(index_settings(home), items, "山田", NOW)


def _remove(home: Path, root: str) -> None:
    without(index_settings(home), "koubo", NOW, by="山田")


def _gate(home: Path, root: str) -> None:
    check(index_settings(home), pending(index_settings(home))[0].version, NOW, well)


def _serve(home: Path, root: str) -> None:
    """As `python -m indexer activate`, once more where it was killed after it was done."""
    settings = index_settings(home)
    for candidate in pending(settings):
        activate(settings, candidate.version, "佐藤", NOW)


def _go_back(home: Path, root: str) -> None:
    """As `python -m indexer rollback`."""
    rollback(index_settings(home), "佐藤", NOW)


def _renew(home: Path, root: str) -> None:
    """As `python -m indexer build` with documents being served."""
    build_and_serve(index_settings(home), "driver", NOW, root=Path(root))


ACTIONS: dict[str, Callable[[Path, str], None]] = {
    "build": _build,
    "new": _new,
    "again": _again,
    "rollback": _rollback,
    "prune": _prune,
    "add": _add,
    "add-all": _add_all,
    "remove": _remove,
    "gate": _gate,
    "serve": _serve,
    "go-back": _go_back,
    "renew": _renew,
}


def _die_at(home: Path, at: int) -> None:
    left = at

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        writes = event == "open" and set(str(arguments[1] or "")) & set("wax")
        # rmtree names files relative to an open folder: every change counts once it has begun.
        if writes and not str(arguments[0]).startswith(str(home)):
            return
        if writes or event in _CHANGES:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main() -> None:
    """Carry out orders until there are no more."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            home = Path(order["home"])
            if order.get("at") is not None:
                _die_at(home, order["at"])
            ACTIONS[order["action"]](home, order.get("root", ""))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
