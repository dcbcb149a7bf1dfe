"""The XML of a part → what in it would fetch something from outside, or run something.

Relations tell most of it, and are judged by `guard`. Fields and old drawings need no relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.renderers.docx.markup import Element, tag

FETCHING = frozenset(
    {
        *("DDE", "DDEAUTO", "LINK", "IMPORT", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE"),
        *("DATABASE", "RD", "MACROBUTTON", "GOTOBUTTON", "HTMLACTIVEX", "CONTROL"),
    }
)
"""Fields by which Word reads another file, asks another program, or runs a macro."""
_VML = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
_SOURCES = ("src", "href", "althref")
"""Attributes that may name a picture; on other elements than pictures href is a link."""
_AWAY = re.compile(r"^(?:[a-zA-Z][\w+.-]*:|\\\\|//)")
"""What begins as an address does, or as a path to another computer."""


@dataclass(slots=True)
class _Open:
    """A field that is being read."""

    words: list[str] = field(default_factory=list)
    is_instruction: bool = True


def reaching(root: Element) -> Iterator[str]:
    """What each thing in a part that reaches outside is called."""
    yield from _fields(root)
    for element in root.iter(*(f"{{{namespace}}}*" for namespace in _VML)):
        for name, value in element.attrib.items():
            plain = str(name).rpartition("}")[2]
            is_link = plain == "href" and not element.tag.endswith("}imagedata")
            if plain in _SOURCES and not is_link and _AWAY.match(str(value)):
                yield str(value)


def _fields(root: Element) -> Iterator[str]:
    """The kinds of fields that fetch something; one whose kind is itself a field can be any."""
    open_: list[_Open] = []
    for element in root.iter(tag("fldChar"), tag("instrText"), tag("fldSimple")):
        if element.tag == tag("fldSimple"):
            yield from _kind(element.get(tag("instr"), ""))
        elif element.tag == tag("instrText"):
            if open_ and open_[-1].is_instruction:
                open_[-1].words.append(element.text or "")
        elif (kind := element.get(tag("fldCharType"))) == "begin":
            if open_ and open_[-1].is_instruction and not "".join(open_[-1].words).strip():
                yield "{ { … } }"
            open_.append(_Open())
        elif open_ and kind == "separate":
            open_[-1].is_instruction = False
        elif open_ and kind == "end":
            yield from _kind("".join(open_.pop().words))
    for left in open_:
        yield from _kind("".join(left.words))


def _kind(instruction: str) -> Iterator[str]:
    words = instruction.split(maxsplit=1)
    if words and words[0].upper() in FETCHING:
        yield words[0].upper()
