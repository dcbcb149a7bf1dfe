"""The statements of a story → what each acts on: text, paragraphs or rows, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from reportgen.errors import Finding, finding
from reportgen.renderers.docx.filling.evaluation import OPENING, STATEMENTS
from reportgen.renderers.docx.filling.stories import TBL, TC, TR, P
from reportgen.renderers.docx.filling.tags import COMMENT, OUTPUT, STATEMENT, Tag, is_bare
from reportgen.renderers.docx.markup import Element, tag

Tell = Callable[[Tag, Finding], None]
"""Keeps what is wrong with a tag."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the template that is written as it is, what is within it filled."""

    element: Element


@dataclass(frozen=True, slots=True)
class Output:
    """A tag that prints something."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class Assignment:
    """A tag that gives a name a value."""

    tag: Tag


@dataclass(slots=True)
class Loop:
    """What is repeated, and what stands where there is nothing to repeat."""

    tag: Tag
    steps: list[Step] = field(default_factory=list)
    otherwise: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Choice:
    """Of several branches the first whose condition holds; the last may have none."""

    branches: list[tuple[Tag | None, list[Step]]] = field(default_factory=list)


Step: TypeAlias = Node | Output | Assignment | Loop | Choice


@dataclass(eq=False, slots=True)
class Group:
    """The tags of one statement, from that which opens it to that which ends it."""

    tags: list[Tag]

    @property
    def first(self) -> Tag:
        """The tag that opens it."""
        return self.tags[0]


@dataclass(slots=True)
class Structure:
    """What the tags of one story act on."""

    anchors: dict[Element, Tag]
    """Each tag by the run that stands for it, in the order of the document."""
    units: dict[Element, list[Tag]] = field(default_factory=dict)
    """Paragraphs and rows that hold statements alone, and vanish."""
    wraps: dict[Element, list[Group]] = field(default_factory=dict)
    """Rows and paragraphs that are repeated themselves."""
    inline: set[Tag] = field(default_factory=set)
    """Statements that act on the text of their paragraph."""
    live: set[Element] = field(default_factory=set)
    """Elements with a tag somewhere within."""

    def loose(self) -> list[Tag]:
        """Statements that act on nothing, since something is wrong with where they stand."""
        placed = self.inline.union(*self.units.values())
        for groups in self.wraps.values():
            placed.update(*(group.tags for group in groups))
        statements = (each for each in self.anchors.values() if each.kind == STATEMENT)
        return [each for each in statements if each not in placed]

    def steps(self, container: Element) -> list[Step]:
        """What is to be done with the content of an element, in order."""
        flat: Iterator[Element | Tag] = self._flat(container)
        return _parsed(list(flat))

    def _flat(self, container: Element) -> Iterator[Element | Tag]:
        for child in container:
            if child in self.anchors:
                found = self.anchors[child]
                if found.kind == OUTPUT or found in self.inline:
                    yield found
            elif child in self.units:
                yield from self.units[child]
            elif child in self.wraps:
                yield from (group.first for group in self.wraps[child])
                yield child
                yield from (group.tags[-1] for group in reversed(self.wraps[child]))
            else:
                yield child


def _parsed(flat: list[Element | Tag]) -> list[Step]:
    """Statements with what stands between their tags. They match: `structure` has seen to it."""
    root: list[Step] = []
    open_: list[tuple[Loop | Choice, list[Step]]] = []
    steps = root
    for each in flat:
        if not isinstance(each, Tag):
            steps.append(Node(each))
        elif each.kind == OUTPUT:
            steps.append(Output(each))
        elif each.keyword == "set":
            steps.append(Assignment(each))
        elif each.keyword in OPENING:
            made = Loop(each) if each.keyword == "for" else Choice([(each, [])])
            steps.append(made)
            open_.append((made, steps))
            steps = made.steps if isinstance(made, Loop) else made.branches[0][1]
        elif each.keyword in OPENING.values():
            _, steps = open_.pop()
        else:
            within = open_[-1][0]
            if isinstance(within, Loop):
                steps = within.otherwise
            else:
                steps = []
                within.branches.append((each if each.keyword == "elif" else None, steps))
    return root


def structure(root: Element, tags: Mapping[Element, Tag], tell: Tell) -> Structure:
    """The structure of a story; what can't be one is told, and left out."""
    anchors = {run: tags[run] for run in root.iter(tag("r")) if run in tags}
    made = Structure(anchors)
    for group in _groups([each for each in anchors.values() if each.kind == STATEMENT], tell):
        _place(group, root, made, tell)
    _lone(made)
    # Statements within one another were found from the innermost out.
    order = {each: at for at, each in enumerate(anchors.values())}
    for standing in made.units.values():
        standing.sort(key=order.__getitem__)
    for groups in made.wraps.values():
        groups.sort(key=lambda group: order[group.first])
    for run in anchors:
        made.live.update(run.iterancestors())
    return made


def _groups(tags: list[Tag], tell: Tell) -> list[Group]:
    """Tags that belong together; what is open or ends nothing is told, each mistake once."""
    found: list[Group] = []
    open_: list[Group] = []

    def unended(group: Group) -> None:
        ending = OPENING[group.first.keyword]
        tell(group.first, finding("unended-statement", None, group.first.keyword, end=ending))

    for at, each in enumerate(tags):
        word = each.keyword
        if word not in STATEMENTS:
            continue  # told when it is compiled
        if word == "set":
            found.append(Group([each]))
        elif word in OPENING:
            open_.append(Group([each]))
        elif not open_:
            tell(each, finding("end-without-beginning", None, word))
        elif word in OPENING.values() and OPENING[open_[-1].first.keyword] != word:
            endings = [OPENING[group.first.keyword] for group in open_]
            if word in endings and not _is_ended_later(word, tags[at + 1 :]):
                while OPENING[open_[-1].first.keyword] != word:
                    unended(open_.pop())
                open_[-1].tags.append(each)
                found.append(open_.pop())
                continue
            tell(each, finding("wrong-end", None, word, (endings[-1],)))
            open_.pop()
        else:
            open_[-1].tags.append(each)
            if word in OPENING.values():
                found.append(open_.pop())
    for group in open_:
        unended(group)
    return found


def _is_ended_later(ending: str, tags: list[Tag]) -> bool:
    """Whether of some tags one more ends a statement than begin one that it would end."""
    depth = 0
    for each in tags:
        depth += (OPENING.get(each.keyword) == ending) - (each.keyword == ending)
        if depth < 0:
            return True
    return False


def _place(group: Group, root: Element, made: Structure, tell: Tell) -> None:
    """Find what the tags of a statement act on."""
    runs = [each.run for each in group.tags]
    level = group.first.level
    container = _common(runs, root)
    if len(runs) == 1:  # a set
        made.inline.add(group.first)
        return
    if level == "tr" and (row := _above(container, TR)) is not None:
        _wrap(group, row, made, tell)
    elif level == "p" and (line := _above(container, P)) is not None:
        _wrap(group, line, made, tell)
    elif container.tag == TR:
        _wrap(group, container, made, tell)
    else:
        units = [_child(container, run) for run in runs]
        if all(unit is run for unit, run in zip(units, runs, strict=True)):
            made.inline.update(group.tags)
        elif all(unit.tag == (TR if container.tag == TBL else P) for unit in units):
            for unit, each in zip(units, group.tags, strict=True):
                made.units.setdefault(unit, []).append(each)
                if not _is_bare(unit, made):
                    tell(each, finding("tag-not-alone", None, each.text))
        else:
            tell(group.first, finding("crossing-statement", None, group.first.keyword))


def _wrap(group: Group, element: Element, made: Structure, tell: Tell) -> None:
    if len(group.tags) > 2:
        tell(group.tags[1], finding("crossing-statement", None, group.tags[1].keyword))
        return
    made.wraps.setdefault(element, []).append(group)


def _lone(made: Structure) -> None:
    """Paragraphs that hold nothing but comments or assignments vanish."""
    lines: dict[Element, list[Tag]] = {}
    for each in made.anchors.values():
        lines.setdefault(each.paragraph, []).append(each)
    for line, tags in lines.items():
        is_silent = all(each.kind == COMMENT or each.keyword == "set" for each in tags)
        if is_silent and line not in made.units and is_bare(line, (each.run for each in tags)):
            made.units[line] = [each for each in tags if each.kind == STATEMENT]


def _common(runs: list[Element], root: Element) -> Element:
    """The innermost element that holds all of some runs."""
    above = [[*run.iterancestors()] for run in runs]
    for element in above[0]:
        if all(element in each for each in above):
            return element
    return root


def _above(element: Element, name: str) -> Element | None:
    """An element of that name: this one, or the nearest around it."""
    if element.tag == name:
        return element
    return next(element.iterancestors(name), None)


def _child(container: Element, run: Element) -> Element:
    """The child of a container in which a run stands."""
    if run.getparent() is container:
        return run
    return next(each for each in run.iterancestors() if each.getparent() is container)


def _is_bare(unit: Element, made: Structure) -> bool:
    """Whether a paragraph or row holds nothing but statements."""
    if any(made.anchors[run].kind == OUTPUT for run in unit.iter(tag("r")) if run in made.anchors):
        return False
    lines = [unit] if unit.tag == P else [line for cell in unit.iter(TC) for line in cell.iter(P)]
    return all(is_bare(line, made.anchors) for line in lines)
