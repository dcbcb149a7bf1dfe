"""An edited Word file → its paragraphs and content controls, as they stand there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.drafts.spans import SpannedPart
from reportgen.drafts.wording import excerpt, flat
from reportgen.errors import Place
from reportgen.renderers.docx.controls import UPON_CHART, cell_texts, digest_of, drawn_parts
from reportgen.renderers.docx.legend import Legend, read_legend
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.opening import WordFile, opened
from reportgen.renderers.docx.places import Stand, headings_of, paragraphs, stories, text_of, texts
from reportgen.yamlfile import read_bytes

KINDS = {"num": "number", "tbl": "table", "fig": "figure"}
"""What a control holds, by what its key begins with."""
BELOW = 5
"""How many paragraphs below a table or figure may be its caption and notes."""
GONE = (tag("del"), tag("moveFrom"))
"""What stands in these waits to be taken out."""
COMING = (tag("ins"), tag("moveTo"))
"""What stands in these waits to be put in."""
PENDING = tuple(
    tag(name) for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
"""What waits to be accepted or refused within a control; a change of format alone does no harm."""


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """One content control of ours in an edited file."""

    key: str
    kind: str
    """number, table or figure."""
    title: str
    part: SpannedPart
    name: str
    """The name of the part."""
    element: Element
    content: Element
    place: Stand
    is_gone: bool
    """Whether it waits to be taken out."""

    @property
    def is_pending(self) -> bool:
        """Whether something within it waits to be inserted or taken out."""
        return is_pending(self.content)

    @property
    def is_arriving(self) -> bool:
        """Whether all that it holds waits to be inserted, as where it was pasted or moved to."""
        said = [each for each in texts(self.content) if each.tag == tag("t")]
        is_cut = next(self.content.iter(*GONE), None) is not None
        return not is_cut and all(
            next(each.iterancestors(*COMING), None) is not None for each in said
        )

    @property
    def is_placeholder(self) -> bool:
        """Whether its text was taken out, so that Word asks for one."""
        return self.element.find(f"{tag('sdtPr')}/{tag('showingPlcHdr')}") is not None

    @property
    def text(self) -> str:
        """What it says, with pending insertions and without pending deletions."""
        return "" if self.is_placeholder else text_of(self.content)

    @property
    def is_loose(self) -> bool:
        """Whether what it would hold stands there without it."""
        return self.element is self.content

    @property
    def context(self) -> str:
        """The words around a number."""
        paragraph = next(self.element.iterancestors(tag("p")), None)
        if paragraph is None:
            return self.text
        before = 0
        within = set(self.element.iter())
        for each in texts(paragraph):
            if each in within:
                break
            before += len(each.text or "") or 1
        return excerpt(text_of(paragraph), before, len(self.text))

    @property
    def table(self) -> Element | None:
        """The table that it holds."""
        return next(self.content.iter(tag("tbl")), None)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the table that it holds; nothing where it holds none any more."""
        table = self.table
        return () if table is None else cell_texts(table)


@dataclass(slots=True)
class Manuscript:
    """A Word file that people have worked on."""

    path: Path
    data: bytes
    word: WordFile
    legend: Legend | None
    legend_part: str = ""
    """The name of the part that holds the legend."""
    parts: dict[str, SpannedPart] = field(default_factory=dict)
    """The parts that hold text, by name."""
    placed: list[tuple[Element, Stand]] = field(default_factory=list)
    """Every paragraph with its place."""
    controls: list[Control] = field(default_factory=list)
    """Every control of ours, in order."""

    def digest(self, control: Control) -> str:
        """A digest of what the figure in a control shows."""
        shown = drawn(self.word, control.name, control.content)
        contents = (
            (kind, self.word.parts[part])
            for kind, name in shown
            for part in (name, *self.word.related(name, UPON_CHART))
        )
        return digest_of(contents, control.content)

    def text_below(self, control: Control) -> str:
        """What the paragraphs below a table or figure say, as far as its notes may reach."""
        inside = set(control.content.iter(tag("p")))
        last = max((at for at, (each, _) in enumerate(self.placed) if each in inside), default=0)
        below = self.placed[last + 1 : last + 1 + BELOW]
        return "\n".join(text_of(paragraph) for paragraph, _ in below)

    def at(self, place: Stand) -> Place:
        """The place of a finding."""
        return place.at(str(self.path))


def read_manuscript(path: Path) -> Manuscript:
    """A Word file, read. Raises ReportError for one that can't be, or could do harm."""
    data = read_bytes(path)
    word = opened(data, Place(str(path)))
    legend, part = _legend(word)
    manuscript = Manuscript(path, data, word, legend, part)
    headings = headings_of(word)
    for name, story in stories(word):
        spanned = SpannedPart(word.parts[name])
        manuscript.parts[name] = spanned
        found = list(paragraphs(spanned.root, story, headings))
        manuscript.placed += found
        keys = _told_apart(legend) if legend else {}
        manuscript.controls += _controls(name, spanned, dict(found), keys)
    return manuscript


def is_pending(element: Element) -> bool:
    """Whether something within an element waits to be inserted or taken out."""
    return next(element.iter(*PENDING), None) is not None


def is_leaving(element: Element, content: Element) -> bool:
    """Whether a control waits to be taken out, or all that it holds does."""
    if any(each.tag in GONE for each in element.iterancestors()):
        return True
    has_leaving = next(content.iter(*GONE), None) is not None
    return has_leaving and not any(map(text_of, (content, *content.iter(tag("p")))))


def drawn(word: WordFile, part: str, element: Element) -> list[tuple[str, str]]:
    """The pictures and charts that an element of a part shows: what each is, and its part."""
    targets = {identity: target for _, target, identity in word.relationships(part)}
    return [
        (kind, targets[identity])
        for kind, identity in drawn_parts(element)
        if targets.get(identity) in word.parts
    ]


def _legend(word: WordFile) -> tuple[Legend | None, str]:
    for name in word.related(word.main, "customXml"):
        if name in word.parts and (found := read_legend(word.tree(name))):
            return found, name
    return None, ""


def _told_apart(legend: Legend) -> dict[tuple[str, str], str]:
    """The key of each number by its control's title and text, however that is typed."""
    found: dict[tuple[str, str], set[str]] = {}
    for (title, printed), key in legend.told_apart().items():
        found.setdefault((title, flat(printed)), set()).add(key)
    return {both: key for both, (key, *others) in found.items() if not others}


def _controls(
    name: str,
    part: SpannedPart,
    places: Mapping[Element, Stand],
    keys: Mapping[tuple[str, str], str],
) -> Iterator[Control]:
    for element in part.root.iter(tag("sdt")):
        properties, content = element.find(tag("sdtPr")), element.find(tag("sdtContent"))
        if properties is None or content is None:
            continue
        key, title = (_value(properties, each) for each in ("tag", "alias"))
        key = key or keys.get((title, flat(text_of(content))), "")
        kind = KINDS.get(key.partition(":")[0])
        place = _place(element, places) if kind else None
        if kind and place:
            is_gone = is_leaving(element, content)
            whole = place.of_table() if kind == "table" else place
            yield Control(key, kind, title, part, name, element, content, whole, is_gone)


def _value(properties: Element, name: str) -> str:
    found = properties.find(tag(name))
    return found.get(tag("val"), "") if found is not None else ""


def _place(element: Element, places: Mapping[Element, Stand]) -> Stand | None:
    """The place of the paragraph that a control stands in, or the first that it holds."""
    for each in (*element.iterancestors(tag("p")), *element.iter(tag("p"))):
        if each in places:
            return places[each]
    return None
