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
        is_second = language != draft.edition.front[0]
        yield from _title_block(draft, language, is_second=is_second)
        yield from _abstract(draft, language)
        yield from _keywords(draft, language)
    yield from _rest_of_abstract(draft)


def _title_block(draft: Draft, language: str, *, is_second: bool) -> Iterator[Element]:
    front = draft.document.front
    second = "Second " if is_second else ""
    for style, texts in (
        (f"{second}Label", (front.label,)),
        (f"{second}Title", (front.title,)),
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
    """The abstract: in one paragraph, or its label on a line and a paragraph for each part."""
    abstract = draft.document.front.abstract
    if abstract is None:
        return
    locale = draft.locale(language)
    lead = _lead(draft, "abstract", language)
    parts = [runs for part in abstract.blocks if (runs := _part(draft, part, language))]
    if not locale.abstract_runs_in:
        yield paragraph(draft.style("Abstract Label", language), [lead])
        for part in parts:
            yield paragraph(draft.style("Abstract", language), part)
        return
    runs = [lead]
    for index, part in enumerate(parts):
        gap = "part_gap" if index else "run_in_gap"
        runs += [*words(draft, locale.word(gap), language), *part]
    yield paragraph(draft.style("Abstract", language), runs)


def _part(draft: Draft, part: Block, language: str) -> list[Element]:
    """A part of the abstract: its name, and its paragraphs run in."""
    pieces = []
    if isinstance(part, Section):
        pieces.append(text_in(draft, part.heading, language, STRONG))
    for block in part.blocks if isinstance(part, Section) else (part,):
        if isinstance(block, Paragraph):
            pieces.append(inlines(draft, block.content[language], language))
    gap = draft.locale(language).word("run_in_gap")
    runs: list[Element] = []
    for piece in pieces:
        runs += [*words(draft, gap if runs else "", language), *piece]
    return runs


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
