"""Running text → runs: words, numbers, cross-references, note marks, emphasis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from reportgen.document import (
    Citation,
    Comment,
    Content,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    Number,
    Reference,
    Section,
    Table,
    Words,
)
from reportgen.locales import Locale
from reportgen.locales.locale import GROUP_GAP
from reportgen.renderers.docx.comments import commented
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.legend import WHOLE, marked
from reportgen.renderers.docx.markup import (
    NBSP,
    Xml,
    field,
    paragraph,
    tab_run,
    text,
    text_run,
    w,
)
from reportgen.renderers.wording import (
    citation_text,
    footnote_mark,
    heading_text,
    label,
    reference_text,
)
from reportgen.text import Text

_IDEOGRAPHS = (
    ("\u2e80", "\u9fff"), ("\uf900", "\ufaff"), ("\ufe30", "\ufe4f"), ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)  # fmt: skip
"""The first and last of each block of ideographs and of marks of full width."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How a stretch of text is marked out."""

    is_strong: bool = False
    is_emphasised: bool = False

    def within(self, emphasis: Emphasis) -> Weight:
        """The weight of text that stands in an emphasis inside this one."""
        return Weight(
            self.is_strong or emphasis.is_strong,
            self.is_emphasised or not emphasis.is_strong,
        )


PLAIN = Weight()
STRONG = Weight(is_strong=True)


def plain_number(number: Number, locale: Locale) -> str:
    """A number as Word prints it: its groups of digits held together."""
    return locale.number(number).replace(GROUP_GAP, NBSP)


def split_number(number: Number, locale: Locale) -> tuple[str, str]:
    """A number in two parts, as a key figure prints it: 90.8% and (5 765/6 347); the second may
    be empty."""
    first, *others = (part.replace(GROUP_GAP, NBSP) for part in locale.parts(number))
    return first, "".join(others).strip()


def held_label(block: Table | Figure, locale: Locale) -> str:
    """The label of a table or figure, as Table 3, that no line parts."""
    return label(block, locale).replace(" ", NBSP)


def held(text: str) -> str:
    """Text in which a line never breaks beside an equals sign."""
    return text.replace(" = ", f"{NBSP}={NBSP}")


def plain(content: tuple[Inline, ...], locale: Locale) -> str:
    """Running text without its marks; cross-references and note marks are left out."""
    pieces = []
    for inline in content:
        match inline:
            case Words(text):
                pieces.append(text)
            case Number():
                pieces.append(plain_number(inline, locale))
            case Emphasis(inner):
                pieces.append(plain(inner, locale))
    return "".join(pieces)


def note_words(notes: tuple[Content, ...], locale: Locale) -> str:
    """What the notes of a table or figure say, as they are printed one after another, with marks
    around their numbers.
    """
    told = (held(_marked(content[locale.language], locale)) for content in notes)
    return held(locale.word("note_join")).join(told)


def _marked(content: tuple[Inline, ...], locale: Locale) -> str:
    return "".join(
        marked(plain_number(inline, locale)) if isinstance(inline, Number)
        else _marked(inline.content, locale) if isinstance(inline, Emphasis)
        else plain((inline,), locale)
        for inline in content
    )  # fmt: skip


def inlines(
    draft: Draft,
    content: tuple[Inline, ...],
    language: str,
    weight: Weight = PLAIN,
    *,
    is_within: bool = False,
) -> Iterator[Xml]:
    """The runs of running text in a language, each number in a content control.

    `is_within` says that it stands within a control already, as the heads of a table do.
    """
    locale = draft.locale(language)
    for inline, comments in commented(content):
        marks: list[tuple[Xml, Xml, Xml]] = []
        if comments:
            marks = [draft.comments.marks(each.text, author=each.author) for each in comments]
            yield from (start for start, _, _ in marks)
        match inline:
            case Words(told):
                yield from words(draft, told, language, weight)
            case Number():
                printed = plain_number(inline, locale)
                if is_within:
                    yield from words(draft, printed, language, weight)
                else:
                    yield controlled(draft, inline, printed, language, weight=weight)
            case Reference():
                yield from _reference(draft, inline, language, weight)
            case Citation():
                yield _citation(draft, inline, language)
            case Footnote():
                yield _footnote(draft, inline, language)
            case Emphasis(inner):
                weight_within = weight.within(inline)
                yield from inlines(draft, inner, language, weight_within, is_within=is_within)
            case Comment():
                pass  # it comes with what it is about
        for _, end, mark in marks:
            yield from (end, mark)


def controlled(
    draft: Draft,
    number: Number,
    printed: str,
    language: str,
    part: str = WHOLE,
    weight: Weight = PLAIN,
) -> Xml:
    """A number, or a part of one, in a content control; `printed` is what it prints."""
    found = pieces(draft, printed, language, weight)
    runs = "".join([text_run(piece, style, is_wide=wide) for piece, style, wide in found])
    said = "".join([piece for piece, _, _ in found])
    title = draft.named(number, language)
    return draft.controls.number(number, language, said, runs, title, part)


def words(draft: Draft, told: str, language: str, weight: Weight = PLAIN) -> Iterator[Xml]:
    """The runs of plain text, each set from one face."""
    for piece, style, is_wide in pieces(draft, told, language, weight):
        yield text_run(piece, style, is_wide=is_wide)


def pieces(
    draft: Draft, told: str, language: str, weight: Weight = PLAIN
) -> Sequence[tuple[str, str | None, bool]]:
    """Plain text in pieces, each with its character style and whether it is of full width.

    Word takes some marks, such as “ and —, from the Latin face unless the run says otherwise; in
    a language that prints them at full width they go with the ideographs around them.
    """
    if not told:
        return ()
    marks = draft.locale(language).words["wide_marks"]
    told = held(told)
    if weight == PLAIN and _set_of(marks).isdisjoint(told):
        return ((told, None, False),)
    return [
        ("".join(characters), _style(draft, weight, is_wide), is_wide)
        for is_wide, characters in groupby(told, lambda character: _is_wide(character, marks))
    ]


_set_of = cache(frozenset[str])


@cache
def _is_wide(character: str, marks: str) -> bool:
    """Whether a character is an ideograph, or a mark that goes with them."""
    return character in marks or any(first <= character <= last for first, last in _IDEOGRAPHS)


def _style(draft: Draft, weight: Weight, is_wide: bool) -> str | None:
    """The style of a run. Ideographs are never slanted, nor is their bold an artificial one."""
    if weight == PLAIN:
        return None
    name = "Strong" if weight.is_strong else "Emphasis"
    if is_wide:
        name = f"East Asian {name}"
    elif weight.is_strong and weight.is_emphasised:
        name = "Strong Emphasis"
    return draft.style(name)


def text_in(draft: Draft, told: Text, language: str, weight: Weight = PLAIN) -> Iterator[Xml]:
    """The runs of a text in one language."""
    return words(draft, told[language], language, weight)


def _reference(draft: Draft, reference: Reference, language: str, weight: Weight) -> Iterator[Xml]:
    """A cross-reference as a field; plain words where the edition doesn't print its target."""
    target = draft.document.targets[reference.target]
    locale = draft.locale(language)
    theme = draft.rendering.theme
    whole = reference_text(reference, draft.document, locale, theme)
    bookmark = draft.bookmark(target, language)
    if bookmark is None:
        yield from words(draft, whole, language, weight)
        return
    if isinstance(target, Section):
        core = heading_text(target, locale, theme)
    else:
        core = held_label(target, locale)
        whole = whole.replace(label(target, locale), core)
    before, _, after = whole.partition(core)
    yield from words(draft, before, language, weight)
    # Updated by Word it keeps the look of the text around, whatever that of the caption is.
    yield from field(f"REF {bookmark} \\h \\* MERGEFORMAT", words(draft, core, language, weight))
    yield from words(draft, after, language, weight)


def _footnote(draft: Draft, note: Footnote, language: str) -> Xml:
    """The mark of a note, which is added to the file's notes.

    Word numbers them itself, so that they may be moved; where two languages are numbered each by
    itself, the mark is written.
    """
    identity = draft.notes.reserved()
    mark = footnote_mark(note.number, draft.locale(language))
    is_written = len(draft.edition.body) > 1
    style = draft.style("footnote reference")
    properties = w("rPr", w("rStyle", val=style))
    label = w("r", properties, text(mark) if is_written else w("footnoteRef"))
    content = inlines(draft, note.content, language)
    style = draft.style("footnote text", language)
    draft.notes.set(identity, paragraph(style, [label, tab_run(), *content]))
    if not is_written:
        return w("r", properties, w("footnoteReference", id=identity))
    call = w("footnoteReference", customMarkFollows=1, id=identity)
    return w("r", properties, call, text(mark))


def _citation(draft: Draft, citation: Citation, language: str) -> Xml:
    """A note mark, linked to the first entry that it names."""
    run = text_run(citation_text(citation, draft.locale(language)), draft.style("Citation"))
    entry = next((each for each in draft.entries if each.number in citation.numbers), None)
    anchor = draft.bookmark(entry, draft.edition.language) if entry else None
    return w("hyperlink", run, anchor=anchor) if anchor else run
