"""The tags of a paragraph, whatever runs Word has cut them into, each made into one empty run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from reportgen.renderers.docx.markup import XML, Element, tag, tree, w
from reportgen.renderers.docx.places import Stand

OUTPUT, STATEMENT, COMMENT = "output", "statement", "comment"
LEVELS = ("p", "tr", "r")
"""What may stand before a statement: that it acts on paragraphs, rows of a table, or text."""
T, RUN = tag("t"), tag("r")
_SIGNS = {tag("tab"): " ", tag("br"): " ", tag("cr"): " ", tag("noBreakHyphen"): "-"}
"""What stands for a sign of text that is an element of its own."""
_SYMBOLS = {"F0E7": "≤", "F0E8": "≥"}
"""Arrows that Word puts in the place of <= and => while one types, by their place in the font."""
_WITHIN = frozenset(
    map(tag, ("hyperlink", "ins", "sdt", "sdtContent", "smartTag", "fldSimple", "customXml",
              "moveTo", "bdo", "dir"))
)  # fmt: skip
"""What may hold the runs of a paragraph. Not what is deleted, or moved from here."""
_TAG = re.compile(
    r"""(?P<output>\{\{ (?: "[^"]*" | '[^']*' | [“”„][^“”]*[“”]
            | (?!\}\}|\{\{|\{%) . ){0,2000}+ \}\})
      | (?P<statement>\{% (?: "[^"]*" | '[^']*' | [“”„][^“”]*[“”]
            | (?!%\}|\{\{|\{%) . ){0,2000}+ %\})
      | (?P<comment>\{\# .{0,2000}? \#\})
      | (?P<broken>\{\{ | \{%)
      | (?P<wide>｛[｛{%％] | \{[｛％])""",
    re.VERBOSE | re.DOTALL,
)
_STATEMENT = re.compile(r"[{｛][%％][-+]?(?:(?:p|tr|tc|r)(?=\s))?\s*")
_WIDE_END = re.compile(r"[^{}｛]*?([｝％]｝|[%}]｝|｝\}|％\})")
"""The end of a tag with a full-width sign in it."""
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("“”„«»＂", '"'),
        **dict.fromkeys("‘’‚＇", "'"),
        **{
            chr(code): chr(code - 0xFEE0)
            for code in range(0xFF01, 0xFF5F)
            if chr(code) not in "｛｝＂＇"
        },
        **dict(zip("、。【】×÷", ",.[]*/", strict=True)),
        **dict.fromkeys(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " "),
        **dict.fromkeys("\t\n", " "),
        "–": "-",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
    }
)
"""What Word or a Chinese keyboard types in the place of plain signs."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""Signs that nobody sees, and that come in with what is pasted."""
_FIRST_WORDS = re.compile(r"^\s*(?:(end)\s*(for|if)|(else)\s+(if)|([a-z]+))(?!\w)", re.IGNORECASE)
"""How a statement begins: Word may write its first word with a capital, and a person end for."""


@dataclass(eq=False, slots=True)
class Tag:
    """A tag as it was typed, and the run that stands for it."""

    kind: str
    text: str
    inner: str
    """What stands between its braces, with plain signs in the place of Word's."""
    level: str
    line: str
    """The text of the paragraph."""
    start: int
    """Where the tag begins in `line`."""
    stand: Stand
    run: Element
    paragraph: Element

    @property
    def keyword(self) -> str:
        """The first word of a statement."""
        match = re.match(r"\s*(\w+)", self.inner)
        return match[1] if match else ""


@dataclass(frozen=True, slots=True)
class Broken:
    """What looks like the beginning of a tag and is none."""

    is_wide: bool
    line: str
    start: int
    """Where in the line something is wrong."""
    stand: Stand
    text: str
    """The line from its beginning on."""

    @property
    def statement(self) -> str:
        """What it says, where it looks like a statement: all that follows in its paragraph."""
        begun = _STATEMENT.match(self.text)
        return self.text[begun.end() :] if begun else ""


@dataclass(slots=True)
class _Sign:
    """One sign of a paragraph's text: the element that holds it, and where in it."""

    node: Element
    index: int | None

    @property
    def run(self) -> Element:
        parent = self.node.getparent()
        assert parent is not None
        return parent


def own_runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph, not those of the text boxes in it, nor what is deleted."""
    for child in paragraph:
        if child.tag == RUN:
            yield child
        elif child.tag in _WITHIN:
            yield from own_runs(child)


def text_of(paragraph: Element) -> str:
    """The text of a paragraph."""
    return "".join(character for _, character in _signs(paragraph))


def _signs(paragraph: Element) -> Iterator[tuple[_Sign, str]]:
    for run in own_runs(paragraph):
        for node in run:
            if node.tag == T:
                for index, character in enumerate(node.text or ""):
                    yield _Sign(node, index), character
            elif sign := _SIGNS.get(node.tag) or _SYMBOLS.get(node.get(tag("char"), "")):
                yield _Sign(node, None), sign


def find_tags(paragraph: Element, stand: Stand) -> tuple[list[Tag], list[Broken]]:
    """The tags of a paragraph in order, cut out of it, and what is none though it begins as one."""
    signs = list(_signs(paragraph))
    line = "".join(character for _, character in signs)
    tags, broken = [], []
    for match in reversed(list(_TAG.finditer(line))):
        if match["broken"] or match["wide"]:
            wide = None if match["wide"] else _WIDE_END.match(line, match.end())
            start = wide.start(1) if wide else match.start()
            is_wide = bool(wide or match["wide"])
            broken.append(Broken(is_wide, line, start, stand, line[match.start() :]))
            continue
        run = _cut_out([sign for sign, _ in signs[match.start() : match.end()]])
        tags.append(_tag(match, line, stand, run, paragraph))
    if tags:
        for mark in list(paragraph.iter(tag("proofErr"))):
            _drop(mark)
    return tags[::-1], broken[::-1]


def _tag(match: re.Match[str], line: str, stand: Stand, run: Element, paragraph: Element) -> Tag:
    kind = str(match.lastgroup)
    text = match[0]
    prefix = re.compile(r"\{%[-+]?(p|tr|r)?(?=\s)" if kind == STATEMENT else
                        r"\{\{[-+]?([pr](?=\s+\w))?")  # fmt: skip
    head = prefix.match(text)
    offset, level = (head.end(), head[1] or "") if head else (2, "")
    inner = straightened(text[offset:-2].translate(_INVISIBLE))
    if kind == STATEMENT:
        inner = _FIRST_WORDS.sub(_first_word, inner)
    if kind != COMMENT and inner.endswith(("-", "+")):  # Jinja's way to leave out blanks
        inner = inner[:-1]
    return Tag(kind, text, inner, level, line, match.start(), stand, run, paragraph)


def _first_word(found: re.Match[str]) -> str:
    """The first word of a statement as it is to be typed."""
    word = "".join(each.lower() for each in found.groups() if each)
    return f" {'elif' if word == 'elseif' else word}"


def straightened(text: str) -> str:
    """The text of a tag with plain signs; what is quoted stays as it is."""
    made: list[str] = []
    closing = ""
    for sign in text:
        if closing:
            if sign in closing:
                made.append(_quote(closing))
                closing = ""
            else:
                made.append(sign)
        elif sign in "\"'":
            closing = sign
            made.append(sign)
        elif sign in "“”„«＂「『〝":
            closing = "“”»＂」』〞"
            made.append('"')
        elif sign in "‘’‚＇":
            closing = "‘’＇"
            made.append("'")
        else:
            made.append(sign.translate(_STRAIGHT))
    return "".join(made)


def _quote(closing: str) -> str:
    return "'" if closing in ("'", "‘’＇") else '"'


def _cut_out(signs: list[_Sign]) -> Element:
    """Take signs out of their runs; an empty run stands in their place, set as the first was."""
    _parted(signs[-1], after=True)
    first = _parted(signs[0], after=False)
    runs = [first]
    for sign in signs:
        # The first sign's own element keeps what stands before the tag.
        if sign.node is not signs[0].node and sign.run not in runs:
            runs.append(sign.run)
    properties = first.find(tag("rPr"))
    anchor = tree(w("r"))
    if properties is not None:
        anchor.append(deepcopy(properties))
    first.addprevious(anchor)
    for run in runs:
        for node in [node for node in run if node.tag in (T, tag("sym"), *_SIGNS)]:
            _drop(node)
        if all(node.tag in (tag("rPr"), tag("lastRenderedPageBreak")) for node in run):
            _drop(run)
    return anchor


def unbind(anchor: Element) -> None:
    """Have what a content control says stay what its tag prints.

    The controls of Word's cover pages show a property of the file: Word would put that in the place
    of what was filled in as soon as it opens the file.
    """
    for control in anchor.iterancestors(tag("sdt")):
        properties = control.find(tag("sdtPr"))
        for each in list(properties) if properties is not None else ():
            if each.tag == tag("showingPlcHdr"):  # it is grey, and a click selects it whole
                for style in list(control.iter(tag("rStyle"))):
                    _drop(style)
            elif not str(each.tag).endswith("}dataBinding"):
                continue
            _drop(each)


def runs_between(paragraph: Element, start: int, end: int) -> tuple[Element, Element] | None:
    """The first and last run of a stretch of a paragraph's text, which they alone hold.

    None where there is no such text.
    """
    signs = [sign for sign, _ in _signs(paragraph)][start:end]
    if not signs:
        return None
    _parted(signs[-1], after=True)
    first = _parted(signs[0], after=False)
    is_one = signs[-1].node is signs[0].node
    return first, first if is_one else signs[-1].run


def _parted(sign: _Sign, *, after: bool) -> Element:
    """Part the run of a sign behind it, or before it; the run that now begins there."""
    node, run = sign.node, sign.run
    at = 0 if sign.index is None else sign.index
    at += after
    text = node.text or ""
    moved = list(node.itersiblings())
    if node.tag == T and 0 < at < len(text):
        rest = tree(w("t"))
        rest.text, node.text = text[at:], text[:at]
        for each in (rest, node):
            each.set(f"{{{XML}}}space", "preserve")
        moved.insert(0, rest)
    elif not after:
        moved.insert(0, node)
        if all(before.tag == tag("rPr") for before in node.itersiblings(preceding=True)):
            return run
    if not moved:
        return run
    tail = tree(w("r"))
    tail.extend([*map(deepcopy, run.findall(tag("rPr"))), *moved])
    for name, value in run.attrib.items():
        tail.set(name, value)
    run.addnext(tail)
    return tail


def _drop(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def is_bare(paragraph: Element, anchors: Iterable[Element]) -> bool:
    """Whether a paragraph holds nothing but those runs: no text, no picture, no note."""
    known = set(anchors)
    if text_of(paragraph).strip():
        return False
    kept = {tag("rPr"), tag("lastRenderedPageBreak"), T, *_SIGNS}
    return all(run in known or all(node.tag in kept for node in run) for run in own_runs(paragraph))
