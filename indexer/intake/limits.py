"""What a file of unknown origin may cost."""

from __future__ import annotations

import math

from pydantic import Field

from knowledge.schema import Model

MEGABYTE = 1024 * 1024


class Limits(Model):
    """Bounds of one reading. The defaults are those of the issue (A34, A35, A37).

    Attributes:
        file_bytes: the largest file that is looked at; its size is asked before it is opened.
        pages: the most pages of a PDF. A packed office file counts one page for each
            `page_bytes` of its XML, a text for each `page_bytes` of itself.
        memory: address space of the reading process: what it maps, so more than it uses.
        cpu_seconds: CPU time for each 50 pages begun.
        wall_seconds: what the process may take beside three times its CPU time, as when it
            waits on a busy machine, or for something that never comes.
        result_bytes: the longest result that is taken from the process.
        parts, unpacked_bytes, ratio: files in a zip package, their size, and how many times
            its packed size that may be (from `ratio_from` bytes on: short parts pack well).
        inflated_bytes: what all streams of a PDF but its pictures may unpack to.
    """

    file_bytes: int = Field(default=100 * MEGABYTE, gt=0)
    pages: int = Field(default=1000, gt=0)
    page_bytes: int = Field(default=40_000, gt=0)
    memory: int = Field(default=512 * MEGABYTE, gt=0)
    cpu_seconds: int = Field(default=10, gt=0)
    wall_seconds: float = Field(default=60.0, gt=0)
    result_bytes: int = Field(default=64 * MEGABYTE, gt=0)
    parts: int = Field(default=5000, gt=0)
    unpacked_bytes: int = Field(default=150 * MEGABYTE, gt=0)
    ratio: int = Field(default=150, gt=0)
    ratio_from: int = Field(default=10 * MEGABYTE, gt=0)
    inflated_bytes: int = Field(default=200 * MEGABYTE, gt=0)

    def cpu_for(self, pages: int) -> int:
        """CPU seconds that many pages may take."""
        return self.cpu_seconds * max(1, math.ceil(min(pages, self.pages) / 50))

    def wall_for(self, pages: int) -> float:
        """Seconds on the clock after which the process is ended, whatever it does."""
        return self.wall_seconds + 3 * self.cpu_for(pages)
