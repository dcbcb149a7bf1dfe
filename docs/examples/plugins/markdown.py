"""A renderer: the text of an edition as Markdown, with its tables."""

from collections.abc import Iterator

from reportgen.document import (
    Block,
    Citation,
    Comment,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    ListBlock,
    Number,
    Paragraph,
    Reference,
    ReferenceList,
    Section,
    Table,
    Words,
    footnotes,
)
from reportgen.renderers import (
    RENDERERS,
    Locale,
    Rendered,
    Rendering,
    citation_text,
    label,
    lay_out,
    reference_text,
    section_number,
)


@RENDERERS.add("md")
def render(rendering: Rendering) -> Rendered:
    """The edition in its main language as UTF-8 text."""
    page = _Page(rendering, rendering.locale(rendering.edition.language))
    front, text = rendering.document.front, page.locale.text
    parts = [f"# {text(front.title)}", ", ".join(text(author) for author in front.authors)]
    parts += [part for block in rendering.document.blocks() for part in page.block(block)]
    return Rendered(("\n\n".join(part for part in parts if part) + "\n").encode())


class _Page:
    """What is printed of each block."""

    def __init__(self, rendering: Rendering, locale: Locale) -> None:
        self.rendering = rendering
        self.locale = locale

    def block(self, block: Block) -> Iterator[str]:
        """The parts of a block; those of a section come by themselves."""
        language = self.locale.language
        match block:
            case Section():
                number = section_number(block, self.locale, self.rendering.theme)
                yield f"{'#' * (block.level + 1)} {number}{self.locale.text(block.heading)}"
            case Paragraph(content):
                yield self.inline(content[language])
                yield from self.notes(content[language])
            case ListBlock(items):
                mark = "1." if block.is_ordered else "-"
                yield "\n".join(f"{mark} {self.inline(item[language])}" for item in items)
                yield from (note for item in items for note in self.notes(item[language]))
            case Table():
                yield self.caption(block)
                yield "\n".join(self.rows(block))
                yield from (self.inline(note[language]) for note in block.notes)
            case Figure():
                yield self.caption(block)
                yield self.rendering.drawings[block.id, language].alternative
            case ReferenceList(entries):
                yield from (f"{entry.number}. {self.locale.text(entry.text)}" for entry in entries)

    def caption(self, block: Table | Figure) -> str:
        """Label and title of a table or figure."""
        return f"**{label(block, self.locale)}** {self.inline(block.title[self.locale.language])}"

    def rows(self, table: Table) -> Iterator[str]:
        """The rows of a table; the last row of the head is the one that Markdown can have."""
        grid = lay_out(table, self.locale)
        head = [self.inline(cell.content) for cell in grid.head[-1]]
        head = [""] * (grid.columns - len(head)) + head
        yield f"| {' | '.join(head)} |"
        yield f"|{' --- |' * grid.columns}"
        for row in grid.body:
            cells = [self.inline(cell.content).replace("|", "\\|") for cell in row]
            yield f"| {' | '.join(cells + [''] * (grid.columns - len(cells)))} |"

    def inline(self, content: tuple[Inline, ...]) -> str:
        """Running text."""
        return "".join(map(self.part, content))

    def notes(self, content: tuple[Inline, ...]) -> Iterator[str]:
        """What the footnotes of a text say."""
        return (f"[^{note.number}]: {self.inline(note.content)}" for note in footnotes(content))

    def part(self, inline: Inline) -> str:
        """One piece of running text."""
        match inline:
            case Words(text):
                return text
            case Number():
                return self.locale.number(inline)
            case Reference():
                return reference_text(inline, self.rendering.document, self.locale)
            case Citation():
                return citation_text(inline, self.locale)
            case Footnote(number):
                return f"[^{number}]"
            case Comment():
                return ""  # for the co-authors, not for readers
            case Emphasis(content, is_strong):
                mark = "**" if is_strong else "*"
                return f"{mark}{self.inline(content)}{mark}"
