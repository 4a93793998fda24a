"""A page to draw on in pixels from the top left, in the Japanese font, without pyplot."""

from __future__ import annotations

import io
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from bot.documents.fonts import Face

WIDTH = 1080
DPI = 200
_PIXELS_A_POINT = DPI / 72

# Okabe–Ito, which people with any colour vision tell apart, and greys.
BLUE, SKY, VERMILION, PURPLE = "#0072B2", "#56B4E9", "#D55E00", "#CC79A7"
INK, GREY, RULE, TRACK, PALE, PAPER = (
    "#1F2933",
    "#52606D",
    "#CBD2D9",
    "#E9EDF0",
    "#F5F7FA",
    "#FFFFFF",
)


class Canvas:
    """A page 1080 pixels wide, to be drawn on once; `end` says how high it got.

    Raises:
        DocumentError: the font is missing.
    """

    def __init__(self) -> None:
        self.face = Face()
        self.texts: list[str] = []
        self._figure = Figure(figsize=(WIDTH / DPI, WIDTH / DPI), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(WIDTH, 0))
        self._axes.set_axis_off()

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        *,
        ink: str = INK,
        to: Literal["left", "center", "right"] = "left",
        bold: bool = False,
        room: float = WIDTH,
    ) -> float:
        """Write one line whose middle is at y, cut where it is wider than the room.

        Returns:
            How wide it got, in pixels.
        """
        shown = self.face.fitted(text, size, room / _PIXELS_A_POINT)
        self.texts.append(shown)
        # The font has one weight: a stroke in the same ink makes it bold.
        effects = [withStroke(linewidth=size / 28, foreground=ink)] if bold else None
        drawn = Text(
            x,
            y,
            shown,
            color=ink,
            horizontalalignment=to,
            verticalalignment="center_baseline",
            fontproperties=self.face.properties(size),
            parse_math=False,
            path_effects=effects,
        )
        self._axes.add_artist(drawn)
        return self.face.width(shown, size) * _PIXELS_A_POINT

    def paragraph(
        self, x: float, y: float, text: str, size: float, room: float, ink: str = INK
    ) -> float:
        """Write a text over as many lines as it needs, four at most; the y after it."""
        step = size * _PIXELS_A_POINT * 1.45
        for line in self.face.wrapped(text, size, room / _PIXELS_A_POINT)[:4]:
            self.write(x, y, line, size, ink=ink)
            y += step
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        edge: str | None = None,
        hatch: str | None = None,
    ) -> None:
        """A rectangle; a hatch is drawn in the colour of the edge."""
        patch = Rectangle(
            (x, y),
            width,
            height,
            facecolor=fill,
            edgecolor=edge or "none",
            linewidth=1 if edge else 0,
            hatch=hatch,
        )
        self._axes.add_patch(patch)

    def card(self, x: float, y: float, width: float, height: float) -> None:
        """A pale area with round corners, to set something apart."""
        patch = FancyBboxPatch(
            (x + 20, y + 20),
            width - 40,
            height - 40,
            boxstyle="round,pad=20,rounding_size=24",
            facecolor=PALE,
            edgecolor=RULE,
            linewidth=0.8,
            zorder=0,
        )
        self._axes.add_patch(patch)

    def line(self, x: float, y: float, to_x: float, to_y: float, ink: str = RULE) -> None:
        """A thin line."""
        self._axes.add_line(Line2D((x, to_x), (y, to_y), color=ink, linewidth=0.8))

    def diamond(self, x: float, y: float) -> None:
        """The mark of the run before."""
        self._axes.add_line(
            Line2D(
                (x,),
                (y,),
                marker="D",
                markersize=6,
                markerfacecolor=PAPER,
                markeredgecolor=INK,
                markeredgewidth=1.4,
                zorder=5,
            )
        )

    def end(self, height: float) -> None:
        """Cut the page off below this."""
        self._figure.set_size_inches(WIDTH / DPI, round(height) / DPI)
        self._axes.set_ylim(round(height), 0)

    def png(self) -> bytes:
        """What was drawn, the same bytes every time."""
        out = io.BytesIO()
        self._figure.savefig(
            out,
            format="png",
            dpi=DPI,
            metadata={"Software": None},
            pil_kwargs={"compress_level": 1},
        )
        return out.getvalue()
