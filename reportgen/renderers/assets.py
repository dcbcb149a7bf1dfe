"""The fonts and figures of a page, by the URLs under which the page names them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from html import unescape

from reportgen.fonts import FontFace, cut, with_height_of
from reportgen.renderers.rendering import Rendering
from reportgen.theme import Theme, theme_faces

_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """A font or figure that a page needs: its media type, and what makes its bytes."""

    media_type: str
    make: Callable[[], bytes]

    def data_url(self) -> str:
        """The asset as a URL that holds it."""
        return f"data:{self.media_type};base64,{b64encode(self.make()).decode()}"


def assets(rendering: Rendering, html: str) -> dict[str, Asset]:
    """What a page may load, by the URLs that stand in it. Fonts are cut to its characters."""
    characters = characters_of(rendering, html)
    faces = theme_faces(rendering.theme)
    fonts = {font_url(face): Asset("font/ttf", partial(_font, face, characters)) for face in faces}
    letters = {
        letters_url(face): Asset("font/ttf", partial(_letters, face, other, characters))
        for face in faces
        if (other := _chinese_companion(face, faces, rendering.theme))
    }
    figures = {
        figure_url(figure, language): Asset("image/svg+xml", partial(bytes, drawing.svg))
        for (figure, language), drawing in rendering.drawings.items()
    }
    return fonts | letters | figures


def figure_url(figure: str, language: str) -> str:
    """The URL under which a page names the drawing of a figure."""
    return f"reportgen:figure/{figure}.{language}.svg"


def font_url(face: FontFace) -> str:
    """The URL under which a stylesheet names a font file."""
    return f"reportgen:font/{face.path.name}"


def letters_url(face: FontFace) -> str:
    """The URL of a Latin font that has the height of the Chinese face it stands beside."""
    return f"reportgen:font/letters/{face.path.name}"


def characters_of(rendering: Rendering, html: str) -> frozenset[str]:
    """Every character that a page prints, those of its figures and margins included."""
    figures = (
        unescape(_TAG.sub("", drawing.svg.decode()))
        for (_, language), drawing in rendering.drawings.items()
        if language in rendering.edition.body
    )
    return frozenset().union(unescape(_TAG.sub("", html)), html, *figures)


@cache
def _font(face: FontFace, characters: frozenset[str]) -> bytes:
    return cut(face, characters)


@cache
def _letters(face: FontFace, chinese: FontFace, characters: frozenset[str]) -> bytes:
    return with_height_of(_font(face, characters), _font(chinese, characters))


def _chinese_companion(
    face: FontFace, faces: tuple[FontFace, ...], theme: Theme
) -> FontFace | None:
    """The Chinese face in whose lines a Latin one stands; None for a Chinese face."""
    if face.script != "latin":
        return None
    family = theme.faces.display if face.family == theme.faces.latin_display else theme.faces.body
    return next((other for other in faces if other.family == family), None)
