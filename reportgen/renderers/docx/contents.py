"""The lists of contents, tables and figures: fields whose results are right at once.

Each entry ends in the page of what it names, a field of its own, as Word writes it. The pages are
reckoned from the finished draft (`pagination`). Word may end a line or a page elsewhere: it has
other faces where a theme names some that a computer lacks, and measures by its printer. Then a
number is one page off until all fields are updated, by F9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from reportgen.document import Emphasis, Figure, Inline, Number, Section, Table, Words
from reportgen.locales import Locale
from reportgen.renderers.docx.blocks import heading_number
from reportgen.renderers.docx.captions import label_parts, label_runs
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import inlines, words
from reportgen.renderers.docx.markup import (
    Element,
    Xml,
    above_another,
    field,
    paragraph,
    tab_run,
    tag,
    text_run,
    w,
)
from reportgen.renderers.docx.pagination import pages_of
from reportgen.renderers.parts import CONTENTS_LEVELS, contents, named_in
from reportgen.renderers.wording import heading_text

HEADINGS = f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u'
"""What Word gathers when it is asked to: headings of two levels. Those in a second language have
styles of ours, which are found by their outline level; to name these styles would need a comma in
some countries and a semicolon in others."""
LISTS: tuple[tuple[type[Table | Figure], str, str], ...] = (
    (Table, "table", "list_of_tables"),
    (Figure, "figure", "list_of_figures"),
)
"""What is listed besides headings: the word of its label, and that over the list."""


def contents_list(draft: Draft) -> Iterator[Xml]:
    """The heading of the list in each language, and an entry for each heading."""
    locales = [draft.locale(language) for language in draft.edition.body]
    entries = [
        (section, locale)
        for section in contents(draft.document, draft.rendering.theme)
        for locale in named_in(section, locales)
    ]
    if not entries:
        return
    for index, locale in enumerate(locales):
        style = "Second TOC Heading" if index else "TOC Heading"
        made = _heading(draft, style, "contents", locale)
        yield above_another(made) if locale != locales[-1] else made
    yield from _listed(
        HEADINGS,
        (
            (draft.style(f"toc {section.level}", locale.language), _entry(draft, section, locale))
            for section, locale in entries
        ),
    )


def lists_of_blocks(draft: Draft) -> Iterator[Xml]:
    """The lists of tables and of figures in each language, an entry for each; none without any."""
    if not draft.rendering.theme.parts.lists:
        return
    for kind, word, heading in LISTS:
        blocks = [block for block in draft.document.blocks() if isinstance(block, kind)]
        for locale in (draft.locale(language) for language in draft.edition.body):
            if not blocks:
                continue
            yield _heading(draft, "List Heading", heading, locale)
            _, sequence, _ = label_parts(locale.words[word])
            style = draft.style("table of figures", locale.language)
            entries = ((style, _caption(draft, block, locale)) for block in blocks)
            yield from _listed(f'TOC \\h \\z \\c "{sequence}"', entries)


def add_pages(word: WordDocument) -> None:
    """Give the entries of all lists their pages, when all else of a file is written."""
    body = word.part.element.body
    waiting = [link for link in body.iter(tag("hyperlink")) if _page_of(link) is not None]
    if not waiting:
        return
    parts = RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.FOOTNOTES
    styles, numbering, footnotes = (_root(word, kind) for kind in parts)
    assert styles is not None, "python-docx gives every file its styles"
    pages = pages_of(body, styles, numbering, footnotes)
    for link in waiting:
        page = _page_of(link)
        assert page is not None, "links that wait were chosen so"
        # What stands where no page is reckoned, as in a box of text, is named without one.
        page.text = pages.get(link.get(tag("anchor"), ""), "")


def _heading(draft: Draft, style: str, word: str, locale: Locale) -> Xml:
    runs = words(draft, locale.word(word), locale.language)
    return paragraph(draft.style(style, locale.language), runs)


def _listed(instruction: str, entries: Iterable[tuple[str, Xml]]) -> Iterator[Xml]:
    """The paragraphs of a field that is a list, each entry in its style."""
    styles, links = zip(*entries, strict=True)
    lines = [[link] for link in links]
    begin, code, separate, end = field(instruction, [])
    lines[0][:0] = [begin, code, separate]
    lines[-1].append(end)
    for style, line in zip(styles, lines, strict=True):
        yield paragraph(style, line)


def _entry(draft: Draft, section: Section, locale: Locale) -> Xml:
    theme = draft.rendering.theme
    # Where the numbers are those of a template, they are added when all of its headings are there.
    setting = theme.settings[locale.language]
    is_counted = draft.heading_numbers.are_counted(locale.language, setting)
    number = heading_number(draft, section, locale) if is_counted else ""
    runs = words(draft, number + heading_text(section, locale, theme), locale.language)
    return _link(draft.bookmark(section, locale.language), runs)


def _caption(draft: Draft, block: Table | Figure, locale: Locale) -> Xml:
    """A caption as Word lists it: its label and title, without marks of notes."""
    language = locale.language
    title = _without_marks(block.title[language])
    runs = [
        *label_runs(draft, block, locale),
        *words(draft, locale.word("caption_gap"), language),
        *inlines(draft, title, language, is_within=True),
    ]
    return _link(draft.bookmark(block, language), runs)


def _without_marks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(each for each in content if isinstance(each, Words | Number | Emphasis))


def _link(anchor: str | None, runs: Iterable[Xml]) -> Xml:
    assert anchor, "what is listed is printed, and has a bookmark"
    page = field(f"PAGEREF {anchor} \\h", [text_run("")])
    return w("hyperlink", *runs, tab_run(), *page, anchor=anchor, history=1)


def _page_of(link: Element) -> Element | None:
    """The text of the page of an entry that has none yet."""
    if link.find(f"{tag('r')}/{tag('instrText')}") is None:
        return None
    texts = link.findall(f"{tag('r')}/{tag('t')}")
    return texts[-1] if texts and not texts[-1].text else None


def _root(word: WordDocument, kind: str) -> Element | None:
    """The root of a part beside the main one; None where the file has no such part."""
    for relation in word.part.rels.values():
        if relation.reltype == kind and isinstance(part := relation.target_part, Part):
            root = getattr(part, "element", None)
            return root if root is not None else etree.fromstring(part.blob)
    return None
