"""The Document → an error for each character that no font has, instead of a box on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.document import Emphasis, Inline, Words
from reportgen.errors import Place, ReportError, finding
from reportgen.fonts import FontFace, missing
from reportgen.renderers.passages import Passage, passages
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.wording import footnote_mark, footnotes_of
from reportgen.theme import Theme, theme_faces


def check_characters(rendering: Rendering) -> None:
    """Raise a ReportError that names each character without a glyph, and the place it stands in.

    A character must be in the chain of the body faces and in that of the display faces, since a
    passage may be set in either.
    """
    texts = [
        (Place(passage.place, key=language), "".join(_words(passage.content)))
        for language in rendering.edition.languages
        for passage in _printed(rendering, language)
    ]
    characters = frozenset().union(*(text for _, text in texts))
    chains = _chains(rendering.theme, theme_faces(rendering.theme))
    lacking = set().union(*(missing(characters, chain) for chain in chains))
    findings = [
        finding(
            "no-glyph",
            place,
            f"{character} (U+{ord(character):04X})",
            context=_around(text, character),
            details=("context",),
        )
        for place, text in texts
        for character in sorted(lacking.intersection(text))
    ]
    if findings:
        raise ReportError(*findings)


def _printed(rendering: Rendering, language: str) -> Iterator[Passage]:
    """Every passage in a language, and the words that a theme prints in place of the locale's."""
    yield from passages(rendering.document, rendering.locale(language), rendering.theme)
    locale = rendering.locale(language)
    for note in footnotes_of(rendering.document, language):
        yield Passage(f"mark of note {note.number}", (Words(footnote_mark(note.number, locale)),))
    if wording := rendering.theme.locales.get(language):
        for group in (wording.words, wording.cell_heads, wording.notes):
            for name, text in group.items():
                yield Passage(f"word {name}", (Words(text),))


def _chains(theme: Theme, faces: Iterable[FontFace]) -> Iterator[tuple[FontFace, ...]]:
    """The faces that a passage may be set in: of letters first, then of Chinese."""
    found = tuple(faces)
    for families in (
        (theme.faces.latin, theme.faces.body, *theme.faces.fallback),
        (theme.faces.latin_display, theme.faces.display, *theme.faces.fallback),
    ):
        yield tuple(face for face in found if face.family in families)


def _words(content: Iterable[Inline]) -> Iterator[str]:
    for inline in content:
        if isinstance(inline, Words):
            yield inline.text
        elif isinstance(inline, Emphasis):
            yield from _words(inline.content)


def _around(text: str, character: str, width: int = 8) -> str:
    place = text.index(character)
    return text[max(0, place - width) : place + width + 1]
