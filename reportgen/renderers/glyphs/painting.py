"""The glyphs of a line → operators of a PDF that show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weasyprint.logger import LOGGER
from weasyprint.text.ffi import FROM_UNITS, pango

from reportgen.renderers.glyphs.shaping import FIELDS, Face, KnownLine, Run

EMPTY, UNKNOWN = int(pango.PANGO_GLYPH_EMPTY), int(pango.PANGO_GLYPH_UNKNOWN_FLAG)
OWN_SIZES = 14802
"""The version of Pango from which it tells the size of a font rightly."""


@dataclass(slots=True)
class _Drawn:
    """A face in a PDF: its font there, and what has been written for a glyph of some width."""

    font: Any
    size: float
    is_plain: bool
    """Whether glyphs are outlines: neither bitmaps nor pictures in colour."""
    written: dict[tuple[int, int, int], str] = field(default_factory=dict)


def paint(stream: Any, line: KnownLine, size: float, matrix: Any) -> bool:
    """Show a line at a place; returns whether that could be done, and nothing was left out."""
    faces = [_drawn(stream, run.face, size) for run in line.runs]
    if not all(drawn.is_plain for drawn in faces):
        return False
    stream.set_text_matrix(*matrix.values)
    text, before = "", None
    for run, drawn in zip(line.runs, faces, strict=True):
        if run.face is not before:
            before = run.face
            if text:
                stream.show_text(text)
            text = ""
            stream.set_font_size(drawn.font.hash, drawn.size)
        text += "<"
        records = run.glyphs
        if any(records[3::FIELDS]):
            text = _raised(stream, line, run, drawn, text)
        else:
            text += _shown(stream, line, run, drawn)
        text = text[:-1] if text[-1] == "<" else text + ">"
    stream.show_text(text)
    return True


def _drawn(stream: Any, face: Face, size: float) -> _Drawn:
    if face.fonts is not stream._fonts:
        font, own_size = stream.add_font(face.pango_font)
        is_plain = not (font.bitmap or font.svg or font.png or font.colr)
        if pango.pango_version() < OWN_SIZES:
            own_size = size
        face.fonts, face.drawn = stream._fonts, _Drawn(font, own_size, is_plain)
    found: _Drawn = face.drawn
    return found


def _shown(stream: Any, line: KnownLine, run: Run, drawn: _Drawn) -> str:
    """What shows a run whose glyphs all stand on the line."""
    written, records = drawn.written, run.glyphs
    parts = []
    keys = zip(records[0::FIELDS], records[1::FIELDS], records[2::FIELDS], strict=True)
    for index, key in enumerate(keys):
        part = written.get(key)
        if part is None:
            part = _written(stream, line, run, drawn, index)
            if not key[0] & UNKNOWN:  # of which each is warned of
                written[key] = part
        parts.append(part)
    return "".join(parts)


def _raised(stream: Any, line: KnownLine, run: Run, drawn: _Drawn, text: str) -> str:
    """The same for a run with glyphs above or below the line, as marks on letters."""
    for index in range(len(run.clusters)):
        _, _, offset, rise, _ = run.glyphs[index * FIELDS : (index + 1) * FIELDS]
        if not rise:
            text += _written(stream, line, run, drawn, index)
            continue
        text = text[:-1] if text[-1:] == "<" else text + ">"
        if text:
            stream.show_text(text)
        stream.set_text_rise(-(rise / 1000))
        shift = f"{-(offset / drawn.size)}" if offset else ""
        glyph, kerning = _placed(stream, line, run, drawn, index)
        stream.show_text(f"{shift}<{glyph:04x}>")
        stream.set_text_rise(0)
        text = "<" + kerning
    return text


def _written(stream: Any, line: KnownLine, run: Run, drawn: _Drawn, index: int) -> str:
    """What shows a glyph within <…>, and moves the next one where it isn't as wide as it is."""
    glyph, width, offset = run.glyphs[index * FIELDS : index * FIELDS + 3]
    if glyph == EMPTY:
        return f">{-width / drawn.size}<"
    glyph, kerning = _placed(stream, line, run, drawn, index)
    shift = f">{-(offset / drawn.size)}<" if offset else ""
    return f"{shift}{glyph:04x}{kerning}"


def _placed(stream: Any, line: KnownLine, run: Run, drawn: _Drawn, index: int) -> tuple[int, str]:
    """The glyph's number in the PDF, and what moves the next one."""
    font, size = drawn.font, drawn.size
    glyph, width, offset = run.glyphs[index * FIELDS : index * FIELDS + 3]
    if glyph & UNKNOWN:
        glyph = _missing(font, glyph - UNKNOWN, width, size)
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _text_of(line, run, index)
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.face.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    kerning = font.widths[glyph] + offset / size - width * 1000 * FROM_UNITS / size
    return glyph, f">{int(kerning)}<" if kerning else ""


def _missing(font: Any, codepoint: int, width: int, size: float) -> int:
    """Warn of a character that no font has; returns the glyph that stands for it."""
    LOGGER.warning(
        '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)',
        chr(codepoint), codepoint,
    )  # fmt: skip
    glyph: int = font.get_unused_glyph_id(codepoint)
    font.widths[glyph] = round(width * 1000 * FROM_UNITS / size)
    font.widths.setdefault(0, font.widths[glyph])
    return glyph


def _text_of(line: KnownLine, run: Run, index: int) -> str:
    """The characters that a glyph shows."""
    start = run.start + run.clusters[index]
    return line.text.encode()[start : run.start + run.end(index)].decode()
