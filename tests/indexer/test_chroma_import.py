"""Chroma is imported without its telemetry's exporter, and nobody else notices."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import sys
import indexer.chroma
name = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"
assert name not in sys.modules, "the stand-in stayed"
assert "grpc" not in sys.modules, "gRPC was loaded all the same"
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
assert isinstance(OTLPSpanExporter, type)
"""


def test_the_exporter_is_neither_loaded_nor_hidden_from_others() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr
