"""Captions: a label that counts itself, with a bookmark for cross-references, and the title."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Content, Figure, Table
from reportgen.locales import Locale
from reportgen.renderers.docx.draft import Draft, caption_languages
from reportgen.renderers.docx.inlines import held_label, inlines, words
from reportgen.renderers.docx.markup import NBSP, Xml, bookmarked, field, paragraph, text_run

LABEL = "Caption Label"
"""The style of 表3 or Table 3 in a caption."""


def captions(
    draft: Draft, block: Table | Figure, language: str, *, keep_last: bool
) -> Iterator[Xml]:
    """The caption of what is printed in `language`: a paragraph for each of its languages.

    `keep_last` keeps the last of them, as all others, on the page of what follows.
    """
    kind = "Table" if isinstance(block, Table) else "Figure"
    printed = caption_languages(draft.edition, language)
    for each in printed:
        content = [*_label(draft, block, each), *_title(draft, block, each)]
        is_kept = keep_last or each != printed[-1]
        style = f"{kind} Caption" if each == printed[0] else f"Second {kind} Caption"
        yield paragraph(draft.style(style, each), content, keep_next=is_kept)


def label_parts(words: str) -> tuple[str, str, str]:
    """What stands before a number, the sequence that Word counts, and what stands after it."""
    before, _, after = words.partition("{number}")
    return before, "".join((before + after).split()), after


def notes(draft: Draft, contents: tuple[Content, ...], language: str) -> Iterator[Xml]:
    """The notes below a table or figure as one paragraph; nothing where there are none."""
    if not contents:
        return
    locale = draft.locale(language)
    runs = list(words(draft, locale.word("note"), language))
    for index, content in enumerate(contents):
        runs += words(draft, locale.word("note_join") if index else "", language)
        runs += inlines(draft, content[language], language)
    runs += words(draft, locale.word("note_end"), language)
    yield paragraph(draft.style("Note", language), runs)


def _label(draft: Draft, block: Table | Figure, language: str) -> list[Xml]:
    """表3 or Table 3: the word names the sequence that Word counts, one a language."""
    key = "table" if isinstance(block, Table) else "figure"
    before, sequence, after = label_parts(draft.locale(language).words[key])
    style = draft.style(LABEL, language)
    # A number that is left on the line after its word reads like one of the text.
    runs = [
        *_in_style(before.replace(" ", NBSP), style),
        *field(f"SEQ {sequence} \\* ARABIC", _in_style(str(block.number), style), style),
        *_in_style(after, style),
    ]
    name = draft.bookmark(block, language)
    return bookmarked(name, next(draft.identities), runs) if name else runs


def label_runs(draft: Draft, block: Table | Figure, locale: Locale) -> list[Xml]:
    """The label as plain text, in the look that it has in a caption."""
    return _in_style(held_label(block, locale), draft.style(LABEL, locale.language))


def _in_style(text: str, style: str) -> list[Xml]:
    return [text_run(text, style)] if text else []


def _title(draft: Draft, block: Table | Figure, language: str) -> Iterator[Xml]:
    yield from words(draft, draft.locale(language).word("caption_gap"), language)
    yield from inlines(draft, block.title[language], language)
