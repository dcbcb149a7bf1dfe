"""The items and questionnaires that the numbers of a report are of, for those who ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.document import (
    Content,
    Definitions,
    Figure,
    KeyFigure,
    ListBlock,
    Paragraph,
    Section,
    Table,
    footnotes,
    numbers,
    walk,
)
from reportgen.results import Estimate, Results
from reportgen.universe import parse


def definitions(
    results: Results, sections: Iterable[Section], key_figures: Iterable[KeyFigure]
) -> Definitions:
    """What tells each number of these parts: its item, those it is filtered by, who was asked.

    Nothing else of the codebook, so that what is printed nowhere changes no file.
    """
    estimates = list(_estimates(sections, key_figures))
    waiting = [name for each in estimates for name in (each.item, *(by for by, _ in each.where))]
    known: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        item = results.items.get(name)
        if item is not None and name not in known:
            known[name] = None
            waiting += parse(item.relevant).items if item.relevant else ()
    surveys = {estimate.survey for estimate in estimates}
    return Definitions(
        {name: item for name, item in results.items.items() if name in known},
        {name: title for name, title in results.titles.items() if name in surveys},
    )


def _estimates(sections: Iterable[Section], key_figures: Iterable[KeyFigure]) -> Iterator[Estimate]:
    """Every estimate that a text, a table or a figure may print."""
    for content in _contents(sections, key_figures):
        for inlines in content.values():
            for text in (inlines, *(note.content for note in footnotes(inlines))):
                yield from (number.estimate for number in numbers(text))
    for section in sections:
        for block in walk(section):
            if isinstance(block, Table | Figure):
                yield from block.tabulation.estimates


def _contents(sections: Iterable[Section], key_figures: Iterable[KeyFigure]) -> Iterator[Content]:
    for figure in key_figures:
        yield from (figure.value, figure.label)
    for section in sections:
        for block in walk(section):
            match block:
                case Paragraph(content):
                    yield content
                case ListBlock(items):
                    yield from items
                case Table() | Figure():
                    yield from (block.title, *block.notes)
