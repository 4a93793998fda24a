"""What is on a PDF page: glyphs, ruled lines and fills, in points from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def encloses(self, other: Box) -> bool:
        """Whether another box lies within this larger one."""
        return (
            self != other
            and self.x0 <= other.x0 + 1
            and self.x1 >= other.x1 - 1
            and self.top <= other.top + 1
            and self.bottom >= other.bottom - 1
        )

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return (
            self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character with its em box."""

    text: str
    box: Box
    size: float
    bold: bool
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """A painted rectangle that is no line; `grey` from 0 (black) to 255."""

    box: Box
    grey: int


@dataclass
class Page:
    """What is on one page. `number` is physical, from 1; `unmapped` counts unreadable glyphs."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    unmapped: int = 0
    images: int = 0
