"""The title block: everything in one language, then everything in the next."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Block, Paragraph, Section
from reportgen.renderers.docx.blocks import printed
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import STRONG, inlines, text_in, words
from reportgen.renderers.docx.markup import Element, paragraph, text_run, w
from reportgen.text import Text


def front_matter(draft: Draft) -> Iterator[Element]:
    """Label, title, authors, affiliations, notice, abstract and key words."""
    for language in draft.edition.front:
        yield from _title_block(draft, language)
        yield from _abstract(draft, language)
        yield from _keywords(draft, language)
    yield from _rest_of_abstract(draft)


def _title_block(draft: Draft, language: str) -> Iterator[Element]:
    front = draft.document.front
    for style, texts in (
        ("Label", (front.label,)),
        ("Title", (front.title,)),
        ("Authors", (_joined(front.authors, draft, language),)),
        ("Affiliation", front.affiliations),
        ("Notice", (front.notice,)),
    ):
        for text in texts:
            if text and text.has(language):
                yield paragraph(draft.style(style, language), text_in(draft, text, language))


def _joined(authors: tuple[Text, ...], draft: Draft, language: str) -> Text | None:
    if not authors:
        return None
    join = draft.locale(language).word("author_join")
    return Text({language: join.join(author[language] for author in authors)})


def _abstract(draft: Draft, language: str) -> Iterator[Element]:
    """The abstract as one paragraph: each part's name, and its text run in."""
    abstract = draft.document.front.abstract
    if abstract is None:
        return
    locale = draft.locale(language)
    gap = locale.word("run_in_gap")
    runs = [_lead(draft, "abstract", language)]
    for part in abstract.blocks:
        inner: tuple[Block, ...] = (part,)
        if isinstance(part, Section):
            runs += words(draft, gap, language)
            runs += text_in(draft, part.heading, language, STRONG)
            inner = part.blocks
        for block in inner:
            if isinstance(block, Paragraph):
                runs += words(draft, gap, language)
                runs += inlines(draft, block.content[language], language)
    yield paragraph(draft.style("Abstract", language), runs)


def _rest_of_abstract(draft: Draft) -> Iterator[Element]:
    """What an abstract may hold that can't be run in."""
    abstract = draft.document.front.abstract
    for part in abstract.blocks if abstract else ():
        for block in part.blocks if isinstance(part, Section) else (part,):
            if not isinstance(block, Paragraph):
                yield from printed(draft, block)


def _keywords(draft: Draft, language: str) -> Iterator[Element]:
    keywords = draft.document.front.keywords
    if not keywords:
        return
    locale = draft.locale(language)
    join = locale.word("keyword_join")
    runs = [
        _lead(draft, "keywords", language),
        *words(draft, locale.word("run_in_gap"), language),
        *words(draft, join.join(keyword[language] for keyword in keywords), language),
    ]
    yield paragraph(draft.style("Keywords", language), runs)


def _lead(draft: Draft, word: str, language: str) -> Element:
    style = w("rStyle", val=draft.style("Lead", language))
    return text_run(draft.locale(language).word(word), w("rPr", style))
