"""The fonts of the HTML edition: WOFF2, cut to the characters that it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportgen.fonts import FontFace, coverage, woff2
from reportgen.renderers.assets import Asset
from reportgen.theme import Theme, theme_faces

MARKS = " marks"
"""What the family of a Chinese face is called that serves quotes, dashes and signs alone.

It stands before the Latin family in Chinese lines, so that these stay Chinese while letters and
digits are Latin, and no font is in the file twice.
"""
USUAL = (400, 700)
LETTERS = (range(0xB7), range(0xB8, 0x250), range(0x370, 0x400), (0x2009, 0x2212))
"""Code points that are Latin in Chinese lines, as in print."""
FIRST_CHINESE = 0x2E80


@dataclass(frozen=True, slots=True)
class WebFace:
    """A face of the stylesheet: its family there, and the URL that is replaced by its bytes."""

    family: str
    weight: int
    style: str
    url: str
    face: FontFace
    is_marks: bool = False


def web_faces(theme: Theme) -> tuple[WebFace, ...]:
    """The faces that the edition's stylesheet names, those for marks first."""
    return (*_faces(theme, is_marks=True), *_faces(theme, is_marks=False))


def web_fonts(theme: Theme, characters: frozenset[str]) -> dict[str, Asset]:
    """The fonts by their URLs, each cut to the characters that the page has and the face knows."""
    return {
        each.url: Asset("font/woff2", lambda each=each: _packed(each.face, _for(each, characters)))  # type: ignore[misc]
        for each in web_faces(theme)
    }


def _faces(theme: Theme, *, is_marks: bool) -> Iterator[WebFace]:
    named = theme.faces
    families = {named.body, named.display, named.latin, named.latin_display, *named.fallback}
    weights = {family: set[int]() for family in families}
    faces = [face for face in theme_faces(theme) if face.family in families]
    for face in faces:
        weights[face.family].add(face.weight)
    for face in faces:
        is_spare = face.weight not in USUAL and weights[face.family].issuperset(USUAL)
        if is_spare or (is_marks and face.family not in (named.body, named.display)):
            continue
        family = face.family + (MARKS if is_marks else "")
        url = f"reportgen:web-font/{'marks/' if is_marks else ''}{face.path.name}"
        yield WebFace(family, face.weight, face.style, url, face, is_marks)


def _for(face: WebFace, characters: frozenset[str]) -> frozenset[str]:
    """What a face is cut to: no control characters, and of marks those alone."""
    known = coverage(face.face)
    return frozenset(
        character
        for character in characters
        if ord(character) in known and (not face.is_marks or _is_mark(character))
    )


def _is_mark(character: str) -> bool:
    point = ord(character)
    is_space = unicodedata.category(character)[0] in "ZC"
    return point < FIRST_CHINESE and not is_space and not any(point in part for part in LETTERS)


@cache
def _packed(face: FontFace, characters: frozenset[str]) -> bytes:
    return woff2(face, characters)
