"""Font files → faces that may be embedded: the one door by which every font enters.

A font with CFF outlines keyed by CID (`.otf` of Noto CJK or Source Han, once cut) may number
its glyphs otherwise than they stand in the file. WeasyPrint writes glyph numbers as character
codes; Poppler and PDFium then look right, but MuPDF draws nothing, Ghostscript the wrong glyphs,
and Acrobat and Preview follow them: Chinese that vanishes on the reader's machine. `cut` numbers
such a font afresh.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import io
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.errors import Place, ReportError, finding

if TYPE_CHECKING:
    import uharfbuzz

LIST_NAME = "fonts.yaml"
SCRIPTS = ("han", "latin")
STYLES = ("normal", "italic")
KINDS = {b"\0\1\0\0": "TrueType", b"true": "TrueType", b"OTTO": "CFF", b"ttcf": "collection"}
ALLOWED = ("TrueType (.ttf)", "OpenType (.otf)", "TrueType Collection (.ttc)")
OTHER_KINDS = {b"wOFF": "WOFF", b"wOF2": "WOFF2", b"%PDF": "PDF"}
SIMPLIFIED = frozenset({"SC", "CN", "GB", "Hans", "Simplified"})
"""Words in a family name that mark the face for Simplified Chinese."""

GLYPHLESS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Unicode categories that need no glyph: HarfBuzz makes spaces, and hides control characters."""

ALWAYS = frozenset(range(0x20, 0x7F)) | {0xA0, 0x2010}
"""Kept in each cut: page numbers, list markers and hyphens stand in no text."""

HEIGHTS = {4: 68, 6: 70, 8: 72}
"""Where a font says how high its lines are: ascender, descender and line gap, as offsets in the
table hhea, and in OS/2, which some fonts ask to be read instead (OpenType specification)."""

SCREEN_FEATURES = (
    "calt", "ccmp", "chws", "halt", "kern", "liga", "lnum", "locl", "mark", "mkmk", "palt", "tnum",
)  # fmt: skip
"""What a browser does with a font by itself, and what our stylesheets ask for."""

LIBRARY_NAMES = (
    "libharfbuzz-subset-0",
    "harfbuzz-subset",
    "harfbuzz-subset-0.0",
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
)
"""The names under which WeasyPrint 70 looks for HarfBuzz's subsetter."""


class FontError(ReportError):
    """A font file that is missing, broken, or of a kind that can't be embedded."""


@dataclass(frozen=True, slots=True)
class FontFace:
    """One face of a family: which weight and style, in which file, for which script."""

    family: str
    weight: int
    """From 100 to 900, as in CSS."""
    style: str
    """normal or italic."""
    path: Path
    script: str
    """han or latin."""
    version: int = 0
    """When the file was last written, so that a face that was kept isn't taken for a newer one."""


def shipped_faces(folder: Path) -> tuple[FontFace, ...]:
    """Return the faces that `fonts.yaml` in the folder lists, in its order.

    Raises FontError when the list is missing or has a row that is no face.
    """
    import yaml

    path = folder / LIST_NAME
    if not path.is_file():
        raise FontError(finding("no-font-list", Place(str(path))))
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["faces"]
    return tuple(_listed(row, path) for row in rows)


def _listed(row: dict[str, Any], path: Path) -> FontFace:
    for key, allowed in (("script", SCRIPTS), ("style", STYLES)):
        if row.get(key) not in allowed:
            raise FontError(finding("wrong-face", Place(str(path)), row.get(key), allowed, key=key))
    file = path.parent / row["file"]
    return FontFace(row["family"], int(row["weight"]), row["style"], file, row["script"])


def read_face(path: Path, script: str) -> FontFace:
    """Return the face that a font file says it is: the way in for a theme's own fonts.

    Of a collection, the face for Simplified Chinese. Raises FontError for what is no font.
    """
    from fontTools.ttLib import TTFont

    index = _load(path).index
    with TTFont(path, fontNumber=index, lazy=True) as font:
        names, style = font["name"], font["OS/2"]
        family = names.getDebugName(16) or names.getDebugName(1) or path.stem
        slope = "italic" if style.fsSelection & 1 else "normal"
        version = path.stat().st_mtime_ns
        return FontFace(family, style.usWeightClass, slope, path, script, version)


@lru_cache(maxsize=64)
def coverage(face: FontFace) -> frozenset[int]:
    """Return the code points that the face has glyphs for. Raises FontError for no font."""
    return frozenset(_points(face))


@lru_cache(maxsize=64)
def _points(face: FontFace) -> uharfbuzz.Set:
    """The same as HarfBuzz has them: of the thirty thousand of a face, few are asked for."""
    return _load(face.path, face.family).unicodes


def missing(characters: Iterable[str], faces: Iterable[FontFace]) -> frozenset[str]:
    """Return the characters that no face of the chain can draw.

    Spaces of any width, control and format characters and variation selectors are never missing.
    """
    left = {character for character in set().union(*characters) if _needs_glyph(character)}
    for points in map(_points, faces):
        left = {character for character in left if ord(character) not in points}
    return frozenset(left)


def _needs_glyph(character: str) -> bool:
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return not selector and unicodedata.category(character) not in GLYPHLESS


def cut(
    face: FontFace, characters: Iterable[str] | None, besides: frozenset[int] = ALWAYS
) -> bytes:
    """Return a font file that is safe to embed, with all the layout features of the face.

    It is cut to the characters, and the code points `besides`; with None it keeps every character,
    and the file is returned as it is unless it must be mended. Raises FontError for what can't be
    embedded.
    """
    loaded = _load(face.path, face.family)
    if characters is None:
        whole = face.path.read_bytes()
        if not whole.startswith(b"ttcf") and not is_cid_trapped(whole):
            return whole
        return _subset(loaded, set(loaded.unicodes))
    return _subset(loaded, {ord(character) for text in characters for character in text} | besides)


def woff2(face: FontFace, characters: Iterable[str]) -> bytes:
    """Return the face for a browser: cut to these characters, packed as WOFF2.

    It keeps the features of SCREEN_FEATURES alone: swashes and small capitals would be most of a
    small file. The same input gives the same bytes. Raises FontError for what can't be embedded.
    """
    from fontTools.ttLib import TTFont

    points = {ord(character) for text in characters for character in text}
    data = _subset(_load(face.path, face.family), points, SCREEN_FEATURES)
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        packed = io.BytesIO()
        font.save(packed)
    return packed.getvalue()


def _subset(face: uharfbuzz.Face, points: set[int], only: tuple[str, ...] = ()) -> bytes:
    """Return the font with the glyphs of these code points and all its features, or `only` some."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(points)
    features = wanted.layout_feature_tag_set  # by default chws, halt and palt are dropped
    features.clear()
    if only:
        features.update(int.from_bytes(tag.encode(), "big") for tag in only)
    else:
        features.invert()
    wanted.flags = (
        uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET  # mends the CID trap; nothing to TrueType
        | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        | uharfbuzz.SubsetFlags.NO_HINTING
    )
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def with_height_of(data: bytes, other: bytes) -> bytes:
    """Return a font whose lines are as high as those of another one, both above and below.

    A line in several fonts grows where their heights differ. Both fonts are single files; of the
    other one the table hhea counts, which is read unless a font asks for OS/2.
    """
    changed = bytearray(data)
    scale = _number(data, "head", 18) / _number(other, "head", 18)  # units of an em
    for offset, in_os2 in HEIGHTS.items():
        value = round(_number(other, "hhea", offset) * scale)
        struct.pack_into(">h", changed, _table(data, "hhea") + offset, value)
        struct.pack_into(">h", changed, _table(data, "OS/2") + in_os2, value)
    return bytes(changed)


def _number(data: bytes, table: str, offset: int) -> int:
    number: int = struct.unpack_from(">h", data, _table(data, table) + offset)[0]
    return number


def _table(data: bytes, name: str) -> int:
    """Return where a table begins, by the font's directory."""
    (count,) = struct.unpack_from(">H", data, 4)
    for entry in range(12, 12 + 16 * count, 16):
        if data[entry : entry + 4] == name.encode():
            return int.from_bytes(data[entry + 8 : entry + 12], "big")
    raise FontError(finding("font-without-table", table=name))


def is_cid_trapped(data: bytes) -> bool:
    """Return whether a font's CFF outlines are keyed by CIDs other than the glyph numbers.

    Of a collection, its first face. Raises nothing for a font without CFF outlines: False.
    """
    if data[:4] not in (b"OTTO", b"ttcf"):
        return False
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), fontNumber=0, lazy=True) as font:
        if "CFF " not in font:
            return False
        outlines = font["CFF "].cff[0]
        if not hasattr(outlines, "ROS"):
            return False
        expected = (f"cid{number:05d}" for number in range(1, len(outlines.charset)))
        return any(name != cid for name, cid in zip(outlines.charset[1:], expected, strict=True))


def _load(path: Path, family: str | None = None) -> uharfbuzz.Face:
    """Return HarfBuzz's view of the file: of a collection, of the face that suits the family."""
    import uharfbuzz

    if not path.is_file():
        raise FontError(finding("no-font-file", Place(str(path)), None, ALLOWED))
    with path.open("rb") as file:
        magic = file.read(4)
    if magic not in KINDS:
        raise FontError(finding("not-a-font", Place(str(path)), _described(magic), ALLOWED))
    blob = uharfbuzz.Blob.from_file_path(path)
    index = _index(blob, family) if magic == b"ttcf" else 0
    face = uharfbuzz.Face(blob, index)
    if not face.glyph_count or not face.unicodes:
        raise FontError(finding("broken-font", Place(str(path))))
    if "CFF2" in face.table_tags:
        raise FontError(finding("variable-font", Place(str(path)), "CFF2", ALLOWED))
    return face


def _index(blob: uharfbuzz.Blob, family: str | None) -> int:
    """Return the number in a collection of the family, else of the face for Simplified Chinese."""
    families = list(_families(blob))
    if family in families:
        return families.index(family)
    marked = (number for number, name in enumerate(families) if SIMPLIFIED & set(name.split()))
    return next(marked, 0)


def _families(blob: uharfbuzz.Blob) -> Iterator[str]:
    import uharfbuzz

    count = int.from_bytes(blob.data[8:12], "big")
    for number in range(count):
        names = uharfbuzz.Face(blob, number)
        yield (
            names.get_name(uharfbuzz.OTNameIdPredefined.TYPOGRAPHIC_FAMILY)
            or names.get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY)
            or ""
        )


def _described(magic: bytes) -> str:
    return OTHER_KINDS.get(magic, repr(magic))


@lru_cache(maxsize=1)
def subsetter() -> str:
    """Return what cuts the fonts in a PDF, with its version, as WeasyPrint will find it.

    `harfbuzz-subset 6.0.0`, which is fast; or, without that library, `fontTools`, which is slow on
    a whole Chinese font: then fonts are to be cut beforehand.
    """
    library = _subset_library()
    if library is None:
        return "fontTools"
    try:
        version = library.hb_version_string
    except AttributeError:  # on Windows a symbol is not found through the dependent library
        return "harfbuzz-subset"
    version.restype = ctypes.c_char_p
    return f"harfbuzz-subset {version().decode()}"


def _subset_library() -> ctypes.CDLL | None:
    for name in LIBRARY_NAMES:
        with suppress(OSError):
            return ctypes.CDLL(name)
    for name in LIBRARY_NAMES:
        found = ctypes.util.find_library(name)
        if found:
            with suppress(OSError):
                return ctypes.CDLL(found)
    return None
