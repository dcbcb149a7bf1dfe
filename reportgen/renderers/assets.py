"""The fonts and figures of a page, by the URLs under which the page names them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from html import unescape

from reportgen.fonts import FontFace, cut, with_height_of
from reportgen.renderers.rendering import Rendering
from reportgen.theme import Theme, theme_faces

_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_FAMILIES = re.compile(r"font-family: ([^;\"]+)")
_WEIGHT = re.compile(r"font-weight: (\d+)")
_REGULAR = 400


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
    figures = {
        url: Asset("image/svg+xml", partial(bytes, svg)) for url, svg in _figures(rendering).items()
    }
    return _fonts(rendering.theme, characters_of(rendering, html)) | figures


def browser_assets(rendering: Rendering, html: str | None = None) -> dict[str, Asset]:
    """The same for a page that a browser shows; without `html` the fonts are whole.

    There a drawing stands in an image, which sees none of the page's fonts: it holds its own.
    """
    faces = theme_faces(rendering.theme)
    figures = {
        url: Asset("image/svg+xml", partial(_with_fonts, svg, faces))
        for url, svg in _figures(rendering).items()
    }
    characters = None if html is None else characters_of(rendering, html)
    return _fonts(rendering.theme, characters) | figures


def _fonts(theme: Theme, characters: frozenset[str] | None) -> dict[str, Asset]:
    faces = theme_faces(theme)
    fonts = {font_url(face): Asset("font/ttf", partial(_font, face, characters)) for face in faces}
    letters = {
        letters_url(face): Asset("font/ttf", partial(_letters, face, other, characters))
        for face in faces
        if (other := _chinese_companion(face, faces, theme))
    }
    return fonts | letters


def _figures(rendering: Rendering) -> dict[str, bytes]:
    return {
        figure_url(figure, language): drawing.svg
        for (figure, language), drawing in rendering.drawings.items()
    }


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
def _font(face: FontFace, characters: frozenset[str] | None) -> bytes:
    return cut(face, characters)


@cache
def _letters(face: FontFace, chinese: FontFace, characters: frozenset[str] | None) -> bytes:
    return with_height_of(_font(face, characters), _font(chinese, characters))


@lru_cache(maxsize=128)
def _with_fonts(svg: bytes, faces: tuple[FontFace, ...]) -> bytes:
    """A drawing that holds the faces it is lettered in, cut to its characters."""
    text = svg.decode()
    families = unescape(" ".join(_FAMILIES.findall(text)))
    weights = {_REGULAR, *map(int, _WEIGHT.findall(text))}
    characters = frozenset(unescape(_TAG.sub("", text)))
    rules = [
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"src:url({Asset('font/ttf', partial(cut, face, characters, frozenset())).data_url()})}}"
        for face in faces
        if face.style == "normal" and face.weight in weights and f"'{face.family}'" in families
    ]
    head, closed, rest = text.partition(">")
    return f"{head}{closed}<style>{''.join(rules)}</style>{rest}".encode()


def _chinese_companion(
    face: FontFace, faces: tuple[FontFace, ...], theme: Theme
) -> FontFace | None:
    """The Chinese face in whose lines a Latin one stands; None for a Chinese face."""
    if face.script != "latin":
        return None
    family = theme.faces.display if face.family == theme.faces.latin_display else theme.faces.body
    return next((other for other in faces if other.family == family), None)
