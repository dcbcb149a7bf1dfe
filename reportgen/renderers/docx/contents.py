"""The list of contents: a field whose result is right before anyone updates it.

Word alone knows on which page a heading comes to stand, so that the list has links and no pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Section
from reportgen.locales import Locale
from reportgen.renderers.docx.blocks import heading_number
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import words
from reportgen.renderers.docx.markup import Element, field, paragraph, w
from reportgen.renderers.parts import CONTENTS_LEVELS, contents, named_in
from reportgen.renderers.wording import heading_text


def contents_list(draft: Draft) -> Iterator[Element]:
    """The heading of the list in each language, and an entry for each heading."""
    locales = [draft.locale(language) for language in draft.edition.body]
    entries = [
        (section, locale)
        for section in contents(draft.document, draft.rendering.theme)
        for locale in named_in(section, locales)
    ]
    if not entries:
        return
    for locale in locales:
        heading = words(draft, locale.word("contents"), locale.language)
        yield paragraph(draft.style("TOC Heading", locale.language), heading)
    lines = [[_entry(draft, section, locale)] for section, locale in entries]
    begin, code, separate, end = field(_instruction(draft), [])
    lines[0][:0] = [begin, code, separate]
    lines[-1].append(end)
    for (section, locale), line in zip(entries, lines, strict=True):
        yield paragraph(draft.style(f"toc {section.level}", locale.language), line)


def _instruction(draft: Draft) -> str:
    """What Word gathers when it is asked to: the headings of two levels, in each language."""
    second = ",".join(f"{_name(draft, level)},{level}" for level in range(1, CONTENTS_LEVELS + 1))
    others = f' \\t "{second}"' if len(draft.edition.body) > 1 else ""
    return f'TOC \\o "1-{CONTENTS_LEVELS}" \\n \\h \\z{others}'


def _name(draft: Draft, level: int) -> str:
    """The name of the style of second headings of a level, as the file has it."""
    return f"Second heading {level} ({draft.edition.body[-1]})"


def _entry(draft: Draft, section: Section, locale: Locale) -> Element:
    theme = draft.rendering.theme
    text = heading_number(draft, section, locale) + heading_text(section, locale, theme)
    runs = words(draft, text, locale.language)
    anchor = draft.bookmark(section, locale.language)
    assert anchor, "a heading that is printed has a bookmark"
    return w("hyperlink", *runs, anchor=anchor, history=1)
