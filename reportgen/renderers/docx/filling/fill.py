"""A Word template with tags, and one edition of a report → the filled file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from reportgen.document import Definitions
from reportgen.errors import Finding, Place, ReportError, finding
from reportgen.renderers.docx.contents import add_pages
from reportgen.renderers.docx.controls import Controls, taken_ids
from reportgen.renderers.docx.draft import Draft, bookmark_names
from reportgen.renderers.docx.filling.consequences import Consequences
from reportgen.renderers.docx.filling.entries import number_entries
from reportgen.renderers.docx.filling.evaluation import (
    FAULTY,
    Compiled,
    Evaluator,
    findings_of,
    loop_names,
    unknown,
)
from reportgen.renderers.docx.filling.guard import safe_parts
from reportgen.renderers.docx.filling.lending import LentStyles
from reportgen.renderers.docx.filling.notes import AddedNotes
from reportgen.renderers.docx.filling.offer import Offer
from reportgen.renderers.docx.filling.originals import with_originals
from reportgen.renderers.docx.filling.reading import opened
from reportgen.renderers.docx.filling.rooms import room
from reportgen.renderers.docx.filling.stories import (
    BODY,
    NOTES,
    Story,
    stories,
    written,
)
from reportgen.renderers.docx.filling.structure import Structure, structure
from reportgen.renderers.docx.filling.tags import (
    COMMENT,
    STATEMENT,
    Broken,
    Tag,
    find_tags,
    unbind,
)
from reportgen.renderers.docx.filling.tidy import WP, tidied
from reportgen.renderers.docx.filling.unreached import unreached
from reportgen.renderers.docx.filling.write import Writer
from reportgen.renderers.docx.heading_numbers import HeadingNumbers
from reportgen.renderers.docx.markup import tag, tree, w
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.page import set_properties
from reportgen.renderers.docx.places import Stand
from reportgen.renderers.docx.sections import complete
from reportgen.renderers.docx.template import make
from reportgen.renderers.rendering import Rendering
from reportgen.telling.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a tag: the finding, and the tag where there is one."""

    finding: Finding
    stand: Stand
    line: str
    start: int
    end: int


def filled(rendering: Rendering, path: Path, data: bytes) -> bytes:
    """The template filled with one edition. Raises ReportError with all that is wrong with it."""
    filling = Filling(rendering, path, data)
    filling.run()
    if filling.faults:
        raise ReportError(*(fault.finding for fault in filling.faults))
    return filling.saved()


@dataclass(slots=True)
class Filling:
    """One template while it is filled with one edition."""

    rendering: Rendering
    path: Path
    data: bytes
    is_trial: bool = False
    """Whether tags are only judged: blocks are not written."""
    faults: list[Fault] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    _told: set[tuple[object, ...]] = field(default_factory=set)
    _consequences: Consequences = field(default_factory=Consequences)
    word: WordDocument = field(init=False)
    stories: list[Story] = field(init=False)
    draft: Draft = field(init=False)
    offer: Offer = field(init=False)
    _styles: LentStyles = field(init=False)
    _evaluator: Evaluator = field(init=False)
    _parts: dict[str, bytes] = field(init=False)
    _numbering: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        if results := self.rendering.results:  # a tag may name what the report's text does not
            definitions = Definitions(results.items, results.titles)
            document = replace(self.rendering.document, definitions=definitions)
            self.rendering = replace(self.rendering, document=document)
        self._parts = safe_parts(self.path, self.data)
        self.word = opened(self.path, self.data)
        self.stories = stories(self.word)
        self._numbering = _numbering_of(self.word)
        self.draft = self._draft()
        _restyle(self.stories, self._styles.moved)
        self.offer = Offer(self.draft)
        self._evaluator = Evaluator(self.offer.names())

    def run(self) -> None:
        """Fill every story that has a tag; keep all that is wrong."""
        for story in self.stories:
            for stand, text in unreached(story):
                self._keep(finding("tag-out-of-reach", None, text), stand, text, 0, len(text))
            self._consequences = Consequences.in_story(stand for _, stand in story.places)
            tags = self._tags(story)
            if not tags:
                continue
            story.has_tags = True
            made = structure(story.root, tags, self._tell)
            self._consequences.of_loose(made.loose())
            rooms = {each.paragraph: room(each.paragraph) for each in tags.values()}
            compiled = dict(self._compiled(made))
            writer = Writer(story, made, compiled, self.offer, rooms, self._raised, self.is_trial)
            writer.fill()
            written(story)

    def saved(self) -> bytes:
        """The filled file; parts that nothing was changed in are those of the template."""
        draft, word = self.draft, self.word
        set_properties(draft)
        marks = draft.locale(draft.edition.language).words["footnote_marks"]
        draft.notes.add_to(word, draft.style("Normal"), marks)
        _add_numbering(word, self._numbering)
        draft.add_comments(each.root for each in self.stories if each.kind != BODY)
        complete(word.part.element.body)
        draft.controls.add_to(word, draft.edition.name)
        if self._styles.has_lent:
            _drop_other_styles(word)
        if self.tags:
            # What has no tags keeps its ids, and with them its bytes.
            tidied(each.root for each in sorted(self.stories, key=lambda each: each.has_tags))
            number_entries(word.part.element.body, draft)
        for story in self.stories:
            written(story)
        add_pages(word)  # notes are written: they take room on the pages
        buffer = BytesIO()
        word.save(buffer)
        changed = {str(each.part.partname).lstrip("/") for each in self.stories if each.has_tags}
        return with_originals(buffer.getvalue(), self._parts, changed)

    # ------------------------------------------------------------------------------ preparing

    def _draft(self) -> Draft:
        rendering, word = self.rendering, self.word
        notes = next((story for story in self.stories if story.kind == NOTES), None)
        place = Place(str(self.path))
        self._styles = LentStyles(
            word.styles.element, rendering.edition, place, self._lender, self._numbering
        )
        numbering = Numbering(self._numbering)
        numbering.relink(self._styles)
        used = [int(each.get("id") or 0) for s in self.stories for each in s.root.iter(WP)]
        return Draft(
            rendering=rendering,
            word=word,
            styles=self._styles,
            numbering=numbering,
            heading_numbers=HeadingNumbers(
                rendering.document, rendering.edition.language, self._styles, numbering
            ),
            bookmarks=bookmark_names(rendering),
            controls=Controls(taken_ids(word)),
            notes=AddedNotes(notes.root if notes else None, notes.part if notes else None),
            identities=count(max([*used, 1000]) + 1),
        )

    def _lender(self) -> tuple[etree._Element, etree._Element]:
        """The styles and lists of the theme."""
        lent = docx.Document(BytesIO(make(self.rendering.theme)))
        return lent.styles.element, lent.part.numbering_part.element

    def _tags(self, story: Story) -> dict[etree._Element, Tag]:
        """The tags of a story by their runs; what is none, though it begins as one, is told."""
        found: dict[etree._Element, Tag] = {}
        for line, stand in story.places:
            tags, broken = find_tags(line, stand)
            found.update({each.run: each for each in tags})
            for run in found:
                unbind(run)
            self.tags += tags
            for each in broken:
                self._consequences.of_broken(each)
                self._keep(_broken(each), each.stand, each.line, each.start, each.start + 2)
        return found

    def _compiled(self, made: Structure) -> Iterator[tuple[Tag, Compiled]]:
        """Each tag made ready, judged without being filled: by its syntax and its names."""
        scopes: list[set[str]] = [set()]
        known = self._evaluator.offered
        for each in made.anchors.values():
            if each.kind == COMMENT:
                continue
            if each.kind == STATEMENT and each.keyword in ("endfor",) and len(scopes) > 1:
                scopes.pop()
            try:
                compiled = self._evaluator.compiled(each)
            except FAULTY as fault:
                self._raised(each, fault)
                if names := loop_names(each.inner):
                    scopes.append({*names, "loop"})
                continue
            within = set().union(*scopes)
            lacking = sorted(compiled.names - known.keys() - within)
            for name in lacking:
                self._tell(each, self._unknown(name, within))
            if not lacking and not compiled.names & within:
                self._tried(each, compiled)
            if each.keyword == "for" and each.kind == STATEMENT:
                scopes.append({*compiled.targets, "loop"})
            elif compiled.targets:
                scopes[-1].update(compiled.targets)
            if not lacking:
                yield each, compiled

    def _unknown(self, name: str, within: set[str]) -> Finding:
        """What is wrong with a name: it is one of the survey's and lacks its quotes, or is none."""
        offered = self._evaluator.offered
        if name in self.offer.quoted_names:
            return finding("unquoted-name", None, name, name=name)
        return unknown(name, {**offered, **dict.fromkeys(within)})

    def _tried(self, each: Tag, compiled: Compiled) -> None:
        """Evaluate a tag that depends on no loop, so that it is judged wherever it stands."""
        if each.kind == STATEMENT and not compiled.names:
            return
        try:
            compiled.evaluate({})
        except FAULTY as fault:
            for one in findings_of(fault, self._evaluator.offered):
                if one.name != "not-in-edition":  # it may stand in a branch for other editions
                    self._tell(each, one)

    # -------------------------------------------------------------------------------- telling

    def _raised(self, each: Tag, fault: Exception) -> None:
        for one in findings_of(fault, self._evaluator.offered):
            self._tell(each, one)

    def _tell(self, each: Tag, found: Finding) -> None:
        if self._consequences.include(found, each):
            return
        start = each.start
        end = start + len(each.text)
        if found.found and (at := each.text.find(found.found)) >= 0:
            start += at
            end = start + len(found.found)
        self._keep(found, each.stand, each.line, start, end)

    def _keep(self, found: Finding, stand: Stand, line: str, start: int, end: int) -> None:
        """Keep a finding with its place, once: a text box is written twice in a file."""
        key = found.name, found.found, stand.steps, start
        if key in self._told:
            return
        self._told.add(key)
        number = stand.steps[-1][1] if stand.steps else 1
        told = {"stand": stand, "excerpt": Excerpt(number, line, start + 1, end + 1)}
        values = {**found.values, **told}
        placed = replace(found, place=Place(str(self.path)), values=values)
        self.faults.append(Fault(placed, stand, line, start, end))


def _broken(each: Broken) -> Finding:
    if each.is_wide:
        return finding("full-width-braces", None, each.line[each.start : each.start + 2])
    return finding("unclosed-tag", None, each.line[each.start : each.start + 24])


def _numbering_of(word: WordDocument) -> etree._Element:
    """The lists of a file; a root of none where it has no such part."""
    try:
        part = word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return tree(w("numbering"))
    assert isinstance(part, XmlPart), "python-docx reads the part of lists"
    root: etree._Element = part.element
    return root


def _restyle(found: list[Story], moved: Mapping[str, str]) -> None:
    """Have paragraphs, runs and tables take the styles of the edition."""
    if not moved:
        return
    for story in found:
        for style in story.root.iter(tag("pStyle"), tag("rStyle"), tag("tblStyle")):
            name = style.get(tag("val"), "")
            style.set(tag("val"), moved.get(name, name))


def _drop_other_styles(word: WordDocument) -> None:
    """Leave out the copy of the styles that Word 2010 kept: it would contradict them."""
    for key, relation in list(word.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del word.part.rels[key]


def _add_numbering(word: WordDocument, root: etree._Element) -> None:
    """Add a part of lists to a file that had none and needs it now."""
    if root.getparent() is None and len(root):
        try:
            word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            name = PackURI("/word/numbering.xml")
            part = Part(name, CONTENT_TYPE.WML_NUMBERING, blob, word.part.package)
            word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
