"""A page's drawing operators, written as PDF has them: far faster than one library call a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.drawing import Ink
from components.exports.pdf.fonts import Face
from components.exports.pdf.outline import outline
from components.sheet import Sketch
from components.table import Floats

INK, QUIET, RULE, SHADE, BLACK = (
    "0.11 0.15 0.20",
    "0.42 0.46 0.51",
    "0.80 0.83 0.86",
    "0.945 0.953 0.961",
    "0 0 0",
)
BOLD = 0.028
"""Stroke around bold letters, in letter sizes: the free fonts with Chinese have one weight."""


class Pen:
    """Draws text, rules and sketches on the pages of one canvas; points from the lower left corner."""

    def __init__(self, canvas: Any, face: Face) -> None:
        self._canvas, self.face = canvas, face
        self._encoded: dict[str, list[tuple[str, str]]] = {}
        self._shapes: dict[tuple[Sketch, float], str] = {}
        self._lines: list[str] = []
        self._texts: list[str] = []

    def _runs(self, word: str) -> list[tuple[str, str]]:
        if word not in self._encoded:
            font, document = self.face.font, self._canvas._doc
            self._encoded[word] = [
                (font.getSubsetInternalName(subset, document), code.hex())
                for subset, code in font.splitString(word, document)
            ]
        return self._encoded[word]

    def text(
        self,
        x: float,
        y: float,
        word: str,
        size: float,
        ink: str = INK,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        """A drawable word with its baseline at y, beginning at x, or ending there if `right`."""
        if not word:
            return
        if right:
            x -= self.face.width(word, size)
        runs = "".join(f"{name} {size:g} Tf <{code}> Tj " for name, code in self._runs(word))
        weight = f"2 Tr {BOLD * size:.3f} w {ink} RG " if bold else "0 Tr "
        self._texts.append(f"{weight}{ink} rg 1 0 0 1 {x:.2f} {y:.2f} Tm {runs}")

    def rule(self, x: float, y: float, width: float, weight: float = 0.25, ink: str = RULE) -> None:
        """A level line."""
        self._lines.append(f"{ink} RG {weight:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def post(self, x: float, y: float, height: float, weight: float = 0.25, ink: str = RULE) -> None:
        """An upright line."""
        self._lines.append(f"{ink} RG {weight:g} w {x:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l S")

    def fill(self, x: float, y: float, width: float, height: float, ink: str = SHADE) -> None:
        """A plain area."""
        self._lines.append(f"{ink} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, weight: float = 0.7) -> None:
        """An outlined area."""
        self._lines.append(f"{INK} RG {weight:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def path(self, rings: Sequence[Floats], ink: Ink, closed: bool = True) -> None:
        """Rings (k, 2) filled by the even-odd rule and outlined, or an open line."""
        parts = []
        for ring in rings:
            points = [f"{x:.2f} {y:.2f}" for x, y in ring.tolist()]
            if len(points) > 1:
                parts.append(f"{points[0]} m {' l '.join(points[1:])} l{' h' if closed else ''}")
        if not parts or not (ink.fill or ink.edge):
            return
        paint = {(True, True): "B*", (True, False): "f*", (False, True): "S"}[bool(ink.fill), bool(ink.edge)]
        fill = f"{ink.fill} rg " if ink.fill else ""
        edge = f"{ink.edge} RG {ink.weight:g} w 1 j " if ink.edge else ""
        dash = f"[{' '.join(f'{d:g}' for d in ink.dash)}] 0 d "
        self._lines.append(
            f"{dash if ink.dash else ''}{fill}{edge}{' '.join(parts)} {paint}{' [] 0 d' if ink.dash else ''}"
        )

    def under(self, x: float, y: float, width: float, height: float) -> None:
        """A white patch for a word to stand on, over everything drawn before."""
        self._lines.append(f"1 1 1 rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def sketch(self, x: float, y: float, box: float, sketch: Sketch) -> None:
        """A sketch fitted into a square whose lower left corner is (x, y)."""
        key = (sketch, box)
        if key not in self._shapes:
            self._shapes[key] = f"{RULE} rg {INK} RG 0.4 w 1 j {outline(sketch, box)}"
        self._lines.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {self._shapes[key]} Q")

    def area(
        self, loops: Sequence[Sequence[tuple[float, float]]], fill: str, ink: str, weight: float
    ) -> None:
        """A filled area bounded by closed polygons; a polygon inside another is a hole."""
        path = " ".join(
            " ".join(f"{x:.2f} {y:.2f} {'l' if i else 'm'}" for i, (x, y) in enumerate(loop)) + " h"
            for loop in loops
        )
        self._lines.append(f"{fill} rg {ink} RG {weight:g} w 1 j {path} B*")

    def dashed(self, x: float, y: float, x1: float, y1: float, ink: str) -> None:
        """A thin chain line, such as an axis."""
        self._lines.append(f"q {ink} RG 0.4 w [7 2 1.5 2] 0 d {x:.2f} {y:.2f} m {x1:.2f} {y1:.2f} l S Q")

    def finish(self) -> None:
        """Put what was drawn on the canvas's page."""
        self._canvas.addLiteral("\n".join(["q", *self._lines, "BT", *self._texts, "ET", "Q"]))
        self._lines, self._texts = [], []
