"""The lists of contents, tables and figures: fields whose results are right at once.

On which page a heading comes to stand only Word knows, by its fonts and its printer: half of the
pages of the PDF edition would be wrong. So the lists begin with links and no pages, and get their
pages when Word is asked to update them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.document import Emphasis, Figure, Inline, Number, Section, Table, Words
from reportgen.locales import Locale
from reportgen.renderers.docx.blocks import heading_number
from reportgen.renderers.docx.captions import label_parts, label_runs
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import inlines, words
from reportgen.renderers.docx.markup import Xml, above_another, field, paragraph, w
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
    return w("hyperlink", *runs, anchor=anchor, history=1)
