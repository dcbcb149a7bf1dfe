"""The title block: everything in one language, then everything in the next."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from reportgen.document import Block, Paragraph, Section
from reportgen.renderers.docx.blocks import heading, printed
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import STRONG, inlines, text_in, words
from reportgen.renderers.docx.markup import Xml, line_break, on_new_page, paragraph, text_run
from reportgen.renderers.docx.panel import key_figures
from reportgen.renderers.docx.title_lines import title_lines
from reportgen.renderers.parts import has_summary
from reportgen.text import Text


def front_matter(draft: Draft) -> Iterator[Xml]:
    """Label, title, authors, affiliations, notice, abstract, key words and key figures."""
    for language in draft.edition.front:
        for _, line in title_block_lines(draft, language):
            yield line
        yield from abstract_in(draft, language)
        yield from _keywords(draft, language)
    yield from _rest_of_abstract(draft)
    yield from key_figures(draft)


def summary(draft: Draft) -> Iterator[Xml]:
    """What stands on a page behind the cover: heading, key figures, abstract and key words."""
    front = draft.document.front
    for language in draft.edition.front:
        is_first = language == draft.edition.front[0]
        if front.abstract:
            title = heading(draft, front.abstract, language, is_second=not is_first)
            yield on_new_page(title) if is_first else title
        if is_first:
            yield from key_figures(draft)
        yield from abstract_in(draft, language)
        yield from _keywords(draft, language)
    yield from _rest_of_abstract(draft)


def title_block_lines(
    draft: Draft, language: str, *, notice: str = "Notice"
) -> Iterator[tuple[str, Xml]]:
    """The lines of the title block in one language, each with what it is.

    `notice` is the style of the notice, which a cover has elsewhere.
    """
    front = draft.document.front
    second = "Second " if language != draft.edition.front[0] else ""
    date = front.date if draft.rendering.theme.parts.cover else None
    for name, prefix, texts in (
        ("Label", second, (front.label,)),
        ("Title", second, (front.title,)),
        ("Authors", "", (_joined(front.authors, draft, language),)),
        ("Affiliation", "", front.affiliations),
        ("Date", "", (date,)),
        (notice, "", (front.notice,)),
    ):
        for text in texts:
            if text and text.has(language):
                style = draft.style(prefix + name, language)
                runs = text_in(draft, text, language)
                if name == "Title":
                    runs = _title(draft, text[language], language, style)
                yield name, paragraph(style, runs)


def _title(draft: Draft, text: str, language: str, style: str) -> Iterator[Xml]:
    """A title, its lines ended where it is divided; by Word alone where its size isn't known."""
    size = draft.styles.size_of(style)
    room = draft.measure / size if size else inf
    is_wide = bool(draft.locale(language).words["wide_marks"])
    for index, line in enumerate(title_lines(text, room, is_wide=is_wide)):
        if index:
            yield line_break()
        yield from words(draft, line, language)


def _joined(authors: tuple[Text, ...], draft: Draft, language: str) -> Text | None:
    if not authors:
        return None
    join = draft.locale(language).word("author_join")
    return Text({language: join.join(author[language] for author in authors)})


def abstract_in(draft: Draft, language: str) -> Iterator[Xml]:
    """The abstract: in one paragraph, or its label on a line and a paragraph for each part.

    Below a heading of its own it has no label.
    """
    abstract = draft.document.front.abstract
    if abstract is None:
        return
    locale = draft.locale(language)
    is_headed = has_summary(draft.document, draft.rendering.theme)
    lead = [] if is_headed else [_lead(draft, "abstract", language)]
    parts = [runs for part in abstract.blocks if (runs := _part(draft, part, language))]
    if not locale.abstract_runs_in:
        if lead:
            yield paragraph(draft.style("Abstract Label", language), lead)
        for part in parts:
            yield paragraph(draft.style("Abstract", language), part)
        return
    runs = lead
    for index, part in enumerate(parts):
        gap = locale.word("part_gap" if index else "run_in_gap") if runs else ""
        runs = [*runs, *words(draft, gap, language), *part]
    yield paragraph(draft.style("Abstract", language), runs)


def _part(draft: Draft, part: Block, language: str) -> list[Xml]:
    """A part of the abstract: its name, and its paragraphs run in."""
    pieces = []
    if isinstance(part, Section):
        pieces.append(text_in(draft, part.heading, language, STRONG))
    for block in part.blocks if isinstance(part, Section) else (part,):
        if isinstance(block, Paragraph):
            pieces.append(inlines(draft, block.content[language], language))
    gap = draft.locale(language).word("run_in_gap")
    runs: list[Xml] = []
    for piece in pieces:
        runs += [*words(draft, gap if runs else "", language), *piece]
    return runs


def _rest_of_abstract(draft: Draft) -> Iterator[Xml]:
    """What an abstract may hold that can't be run in."""
    abstract = draft.document.front.abstract
    for part in abstract.blocks if abstract else ():
        for block in part.blocks if isinstance(part, Section) else (part,):
            if not isinstance(block, Paragraph):
                yield from printed(draft, block)


def _keywords(draft: Draft, language: str) -> Iterator[Xml]:
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


def _lead(draft: Draft, word: str, language: str) -> Xml:
    return text_run(draft.locale(language).word(word), draft.style("Lead", language))
