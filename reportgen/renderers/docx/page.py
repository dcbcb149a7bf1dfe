"""The page: its size and margins, the running head, the folio, the file's own properties."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from docx.parts.story import StoryPart
from docx.shared import Twips

from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import text_in, words
from reportgen.renderers.docx.markup import Xml, field, paragraph, text_run, tree, twips
from reportgen.renderers.docx.properties import add_custom_properties, core_properties, provenance

FIXED_TIME = 946684800
"""2000-01-01, the time of a file where SOURCE_DATE_EPOCH is not set: the same bytes always."""
LONGEST_PROPERTY = 255
"""Characters that a property of the file may have."""


def set_page(draft: Draft) -> None:
    """The page, with a running head on all but the first and a folio on all."""
    page = draft.rendering.theme.page
    width = twips(page.width)
    section = draft.word.sections[0]
    section.page_width, section.page_height = Twips(width), Twips(twips(page.height))
    section.left_margin = section.right_margin = Twips((width - twips(draft.measure)) // 2)
    section.top_margin, section.bottom_margin = Twips(twips(page.top)), Twips(twips(page.bottom))
    section.header_distance = Twips(twips(page.top / 2))
    section.footer_distance = Twips(twips(page.bottom / 2))
    section.different_first_page_header_footer = True
    _fill(section.first_page_header.part, paragraph(draft.style("Normal")))
    _fill(section.header.part, _running_head(draft))
    _fill(section.first_page_footer.part, _folio(draft))
    _fill(section.footer.part, _folio(draft))


def set_properties(draft: Draft) -> None:
    """Title, authors and language of the file, and what it was made of.

    Its time doesn't depend on the clock.
    """
    front, language = draft.document.front, draft.edition.language
    locale = draft.locale(language)
    authors = locale.word("author_join").join(author[language] for author in front.authors)
    keywords = locale.word("keyword_join").join(word[language] for word in front.keywords)
    properties = core_properties(draft.word)
    properties.title = front.title[language][:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = authors[:LONGEST_PROPERTY]
    properties.keywords = keywords[:LONGEST_PROPERTY]
    properties.language = locale.tag
    properties.created = properties.modified = _time()
    add_custom_properties(draft.word, provenance(draft.rendering))


def _fill(part: StoryPart, content: Xml) -> None:
    """Make a paragraph the whole content of a header or footer."""
    part.element[:] = [tree(content)]


def _running_head(draft: Draft) -> Xml:
    front, language = draft.document.front, draft.edition.language
    text = front.running_head or front.title
    return paragraph(draft.style("header"), text_in(draft, text, language))


def _folio(draft: Draft) -> Xml:
    """The page's number within the words that the language puts around it."""
    language = draft.edition.language
    before, _, after = draft.locale(language).words["page_of"].partition("{page}")
    runs = [
        *words(draft, before, language),
        *field("PAGE", [text_run("1")]),
        *words(draft, after, language),
    ]
    return paragraph(draft.style("footer"), runs)


def _time() -> datetime:
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", FIXED_TIME)), UTC)
