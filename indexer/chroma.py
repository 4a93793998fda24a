"""Chroma, imported in half the time.

Importing chromadb 1.5 takes a second, two fifths of it in the `overrides` package, which reads
the bytecode of every class to compare 162 method signatures: its authors' check, not its users'.
While chromadb is imported, the decorator only marks the method, as typing's does. A tenth is the
exporter of its telemetry, with all of gRPC, which we never switch on: a name stands in for it.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import overrides

_EXPORTER = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"


def _mark(method: Any = None, **_: bool) -> Any:
    if method is None:
        return _mark
    # The attribute is what the package's own metaclass looks for.
    method.__override__ = True
    return method


@contextmanager
def _unchecked_overrides() -> Iterator[None]:
    checked = overrides.override, overrides.overrides
    overrides.override = overrides.overrides = _mark
    try:
        yield
    finally:
        overrides.override, overrides.overrides = checked


@contextmanager
def _without_exporter() -> Iterator[None]:
    if _EXPORTER in sys.modules:
        yield
        return
    stand_in = types.ModuleType(_EXPORTER)
    stand_in.__dict__["OTLPSpanExporter"] = None
    sys.modules[_EXPORTER] = stand_in
    try:
        yield
    finally:
        # Whoever else wants the exporter gets the real one.
        del sys.modules[_EXPORTER]


with _unchecked_overrides(), _without_exporter():
    import chromadb
    from chromadb.api import rust as _rust  # noqa: F401 (loaded at the first client otherwise)
    from chromadb.api.client import Client
    from chromadb.config import Settings

__all__ = ["Client", "client"]


def client(folder: Path) -> Client:
    """A Chroma client on a folder, without telemetry."""
    opened = chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )
    # The declared type, ClientAPI, lacks close(); the object is always a Client.
    assert isinstance(opened, Client)
    return opened
