"""The process that reads one file: locked in first, then read, then gone.

Started by `reading`; speaks JSON lines on its standard output: first how many pages there are
(the parent sets its clock by it), then the document or the reason.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import Kind, ReadDocument
from indexer.intake import guard, kernel, words
from indexer.intake.limits import Limits

Reader = Callable[[Path, Kind], ReadDocument]


def main() -> None:
    """Read the file the request on the command line names."""
    request = json.loads(sys.argv[1])
    limits = Limits.model_validate(request["limits"])
    guard.limit(limits)
    allowed = guard.readable(request["code"], request["path"])
    # What libraries print must not get among the answers.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        held = kernel.lock(allowed)
        guard.deny(allowed)
        answers.write(_answer(request, limits, held, answers))


def _answer(
    request: dict[str, str], limits: Limits, held: tuple[str, ...], answers: BinaryIO
) -> bytes:
    try:
        document = _read(request, limits, held, answers)
        return b'{"document":' + document.model_dump_json().encode() + b"}\n"
    except UnreadableDocument as problem:
        reason = problem.reason
    except MemoryError:
        reason = words.TOO_MUCH_MEMORY
    except RecursionError:
        reason = words.DEEP_OUTLINE
    except guard.Forbidden:
        traceback.print_exc()
        reason = words.FORBIDDEN
    except ImportError:
        # Ours, not the file's: the installation lacks something.
        traceback.print_exc()
        reason = words.CANNOT_START
    except Exception:
        # Whatever a reader stumbles over is the file's fault; the trace goes to the log.
        traceback.print_exc()
        reason = words.DAMAGED
    return json.dumps({"reason": reason}).encode() + b"\n"


def _read(
    request: dict[str, str], limits: Limits, held: tuple[str, ...], answers: BinaryIO
) -> ReadDocument:
    from indexer.intake import inspection, legibility

    path = Path(request["path"])
    found = inspection.inspect(path, path.name, limits)
    guard.allow_cpu(limits.cpu_for(found.pages))
    answers.write(json.dumps({"pages": found.pages, "held": held}).encode() + b"\n")
    answers.flush()
    document = _reader(request["reader"])(path, found.kind)
    legibility.check(document)
    return document.model_copy(update={"notes": (*document.notes, *found.notes)})


def _reader(name: str) -> Reader:
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader
