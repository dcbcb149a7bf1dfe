"""The entries of a list of contents with the numbers that a template gives its headings itself."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.renderers.docx.contents import HEADINGS
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.filling.list_labels import Labels
from reportgen.renderers.docx.markup import Element, tag, text_run, tree
from reportgen.renderers.parts import CONTENTS_LEVELS

GAP = "\u2002"


def number_entries(body: Element, draft: Draft) -> None:
    """Put before each entry what stands before its heading, as Word does when it updates the list.

    Where Word would set a tab, and a stop for it, there is a gap: the list has its stop at the end.
    Entries whose headings have the numbers of the theme have been written with these.
    """
    entries = list(_entries(body, draft))
    if not entries:
        return
    numbers = _numbers(body, Labels(draft.styles, draft.numbering))
    for link in entries:
        number = numbers.get(link.get(tag("anchor"), ""), "")
        if number:
            link.insert(0, tree(text_run(number.replace("\t", GAP))))


def _entries(body: Element, draft: Draft) -> Iterator[Element]:
    """The links of the list of contents that have no numbers yet."""
    codes = (code.text or "" for code in body.iter(tag("instrText")))
    if not any(code.strip() == HEADINGS for code in codes):
        return
    theme, edition = draft.rendering.theme, draft.edition
    styles = {
        draft.style(f"toc {level}", language)
        for language in edition.body
        if not draft.heading_numbers.are_counted(language, theme.settings[language])
        for level in range(1, CONTENTS_LEVELS + 1)
    }
    for link in body.iter(tag("hyperlink")):
        line = link.getparent()
        style = line.find(f"{tag('pPr')}/{tag('pStyle')}") if line is not None else None
        if style is not None and style.get(tag("val")) in styles:
            yield link


def _numbers(body: Element, labels: Labels) -> dict[str, str]:
    """What stands before each paragraph that has a bookmark, by the name of that."""
    found = {}
    for line in body.iter(tag("p")):
        label = labels.before(line)
        for mark in line.iterfind(tag("bookmarkStart")) if label else ():
            found[mark.get(tag("name"), "")] = label
    return found
