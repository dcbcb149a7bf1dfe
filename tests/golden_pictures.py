"""Pictures of pages and charts as they were looked at and accepted, and what has changed in them.

They stand in tests/golden. `make golden` accepts the pictures of today; look at what `git diff`
then shows. Where a test finds a change, build/golden has the picture of today beside the accepted
one and, in red, the places where they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
ACCEPTED = Path(__file__).resolve().parent / "golden"
CHANGED = ROOT / "build" / "golden"
COLOURS = 64
"""A stored picture has no more: files stay small, and a colour moves by less than the tolerance."""
TILE = 8
"""Side of a tile in pixels; a Chinese character of the body fills one at 60 dots an inch."""
TOLERANCE = 12
"""How far the mean colour of a tile may move, of 255. The limited colours move it by up to 8."""


@dataclass(frozen=True)
class Golden:
    """The accepted pictures; with `accepts`, whatever is shown is accepted."""

    accepts: bool

    def compare(self, name: str, picture: Image.Image) -> str | None:
        """What differs in a picture from the one accepted under this name, or None."""
        path = ACCEPTED / f"{name}.png"
        if self.accepts:
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE)
            if not path.exists() or differing(Image.open(path), picture) is not None:
                kept.save(path, optimize=True)
            return None
        if not path.exists():
            return f"{name}: no picture was accepted; look at it and run `make golden`"
        accepted = Image.open(path)
        found = differing(accepted, picture)
        if found is None:
            return None
        return f"{name}: {found}; see {_kept(name, accepted, picture).relative_to(ROOT)}"


def differing(accepted: Image.Image, picture: Image.Image) -> str | None:
    """How two pictures differ, or None where no tile of theirs does by more than the tolerance."""
    if accepted.size != picture.size:
        return f"{picture.width} × {picture.height} pixels, accepted {accepted.size}"
    far = _far(accepted, picture)
    if not far.any():
        return None
    row, column = np.argwhere(far)[0]
    return f"{far.sum()} tiles differ, the first at ({column * TILE}, {row * TILE})"


def _far(accepted: Image.Image, picture: Image.Image) -> np.ndarray:
    """Which tiles differ by more than the tolerance, in any of the three colours."""
    return np.abs(_tiles(accepted) - _tiles(picture)).max(axis=2) > TOLERANCE


def _tiles(picture: Image.Image) -> np.ndarray:
    """The mean colour of every tile."""
    dots = np.asarray(picture.convert("RGB"), float)
    heights, widths = map(_sides, dots.shape[:2])
    sums = np.add.reduceat(dots, np.cumsum(heights) - heights, axis=0)
    sums = np.add.reduceat(sums, np.cumsum(widths) - widths, axis=1)
    return sums / (heights[:, None] * widths[None, :])[:, :, None]


def _sides(length: int) -> np.ndarray:
    """How long the tiles along one edge are; the last one has what is left over, too."""
    sides = np.full(max(1, length // TILE), TILE)
    sides[-1] += length - sides.sum()
    return sides


def _kept(name: str, accepted: Image.Image, picture: Image.Image) -> Path:
    """Write both pictures and their differences beside each other, for whoever looks."""
    sides = [accepted.convert("RGB"), picture.convert("RGB")]
    if accepted.size == picture.size:
        marked = np.asarray(picture.convert("RGB")).copy()
        far = np.repeat(_far(accepted, picture), _sides(picture.height), axis=0)
        marked[np.repeat(far, _sides(picture.width), axis=1)] = (220, 0, 0)
        sides.append(Image.fromarray(marked))
    sheet = Image.new("RGB", (sum(s.width for s in sides), max(s.height for s in sides)), "white")
    left = 0
    for side in sides:
        sheet.paste(side, (left, 0))
        left += side.width
    path = CHANGED / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)
    return path
