"""What a template is offered: the narrative's functions, the texts and parts of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial, wraps
from typing import Any

from reportgen.compose.expressions import (
    CLOSING,
    OPENING,
    Expressions,
    Label,
    Placed,
    unknown_item,
)
from reportgen.document import (
    Citation,
    Comment,
    Figure,
    Inline,
    Number,
    Paragraph,
    Reference,
    ReferenceList,
    Section,
    Table,
    walk,
)
from reportgen.errors import error
from reportgen.locales import LOCALES
from reportgen.renderers.docx.blocks import body, heading_number
from reportgen.renderers.docx.contents import contents_list, lists_of_blocks
from reportgen.renderers.docx.cover import back
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.filling import parts
from reportgen.renderers.docx.filling.rows import item_view, number, rows_of
from reportgen.renderers.docx.filling.views import (
    Blocks,
    Lazy,
    Mark,
    Marks,
    Piece,
    Shown,
    View,
    Worded,
    worded,
)
from reportgen.renderers.docx.front import front_matter
from reportgen.renderers.docx.panel import key_figures
from reportgen.renderers.docx.places import Stand
from reportgen.renderers.wording import heading_text, label
from reportgen.results import Results
from reportgen.text import Text

NOTHING = Results({}, {}, {}, {})
"""What a rendering without results offers."""
ONLY_IN_TEXT = frozenset({"comment"})
"""Functions of the narrative that no tag needs: Word has comments of its own."""


class Offer:
    """The names that the tags of one edition can use."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.marks = Marks()
        self.language = draft.edition.language
        self.printed: list[tuple[Stand, Number]] = []
        """The numbers that tags have printed in the text, each with where its tag stands."""
        self._results = draft.rendering.results or NOTHING
        self._expressions = _expressions(draft, self._results)

    def names(self) -> dict[str, Any]:
        """Every name with its value; a function where it is to be called."""
        functions = {
            name: self._function(name, function)
            for name, function in self._expressions.functions().items()
            if name not in ONLY_IN_TEXT
        }
        return {
            **{code: partial(self._in_language, code) for code in LOCALES},
            **self._texts(),
            **self._parts(),
            **self._lists(),
            "word": self._word,
            "edition": self.draft.edition.name,
            "language": self.language,
            "languages": self.draft.edition.languages,
            **functions,
        }

    # ------------------------------------------------------------------------------- functions

    def _function(self, name: str, function: Callable[..., str]) -> Callable[..., Mark]:
        """A function of the narrative, what it leaves made into a piece of this file."""

        @wraps(function)
        def called(*names: Any, **more: Any) -> Mark:
            given = [_plain_name(each) for each in names]
            made = function(*given, **{key: _plain_name(each) for key, each in more.items()})
            index = int(made.strip(OPENING + CLOSING))
            span = self._expressions.spans[index]
            if isinstance(span, Placed):
                return self._placed(span.target)
            assert not isinstance(span, Comment), "it isn't offered"
            number = span if isinstance(span, Number) else None
            return self.marks.mark(Piece(inlines=partial(_spelt, span), number=number))

        return called

    def _placed(self, target: str) -> Mark:
        """A table or figure that stands in the report."""
        block = self.draft.document.targets.get(target)
        if not isinstance(block, Table | Figure):
            known = [name for name in self.draft.document.targets if name[:4] == target[:4]]
            names = [name.partition(":")[2] for name in known]
            raise error("not-in-report", found=target.partition(":")[2], allowed=names)
        return self.marks.mark(Piece(blocks=partial(parts.in_languages_of_body, block)))

    def _in_language(self, code: str, value: Any) -> Any:
        """A text, number or block in one of the languages of the edition."""
        if code not in self.draft.edition.languages:
            raise error("not-in-edition", found=code, allowed=self.draft.edition.languages)
        if isinstance(value, View):
            value = value.printed()
        if isinstance(value, Worded):
            return worded(value.text, code)
        if isinstance(value, Mark):
            piece = value.piece
            return self.marks.mark(Piece(piece.inlines, piece.blocks, piece.number, code))
        return value

    def _word(self, key: str) -> str:
        """A word of the language, as the theme has it: what stands before the key words, say."""
        words = {code: self.draft.locale(code).words for code in self.draft.edition.languages}
        known = {name: word for name, word in words[self.language].items() if "{" not in word}
        if key not in known:
            raise error("unknown-word", found=key, allowed=known)
        return worded(Text({code: each[key] for code, each in words.items()}), self.language)

    # ---------------------------------------------------------------------------------- values

    def _texts(self) -> dict[str, Any]:
        front = self.draft.document.front
        word = partial(worded, language=self.language)
        single = {
            "title": word(front.title),
            "label": word(front.label),
            "notice": word(front.notice),
            "running_head": word(front.running_head or front.title),
            "date": word(front.date),
            "citation": word(front.citation),
            "contact": word(front.contact),
            "authors": self._joined(front.authors, "author_join"),
            "affiliations": self._joined(front.affiliations, "keyword_join"),
            "keywords": self._joined(front.keywords, "keyword_join"),
        }
        return {**single, "article": Shown(single)}

    def _joined(self, texts: tuple[Text, ...], join: str) -> View:
        """Several texts: in a loop one by one, as a whole joined as the language does."""
        by_language = {
            code: self.draft.locale(code).word(join).join(text[code] for text in texts)
            for code in self.draft.edition.languages
            if all(text.has(code) for text in texts)
        }
        each = tuple(worded(text, self.language) for text in texts)
        return Several(each, worded(Text(by_language), self.language))

    def _parts(self) -> dict[str, Any]:
        front = self.draft.document.front
        named: dict[str, Blocks] = {
            "body": lambda draft, code: body(draft),
            "front": lambda draft, code: front_matter(draft),
            "title_block": parts.title_block,
            "cover": parts.opening,
            "back": lambda draft, code: back(draft),
            "contents": lambda draft, code: contents_list(draft),
            "lists": lambda draft, code: lists_of_blocks(draft),
            "key_figures": lambda draft, code: key_figures(draft),
            "references": parts.references,
        }
        made: dict[str, Any] = {
            name: self.marks.mark(Piece(blocks=blocks)) for name, blocks in named.items()
        }
        made["abstract"] = ""
        if front.abstract:
            made["abstract"] = self._section(
                front.abstract, self.marks.mark(Piece(blocks=parts.abstract))
            )
        return made

    def _lists(self) -> dict[str, Any]:
        document = self.draft.document
        blocks = [block for section in document.sections for block in walk(section)]
        return {
            "sections": tuple(map(self._section, document.sections)),
            "section": self._named_section,
            "tables": tuple(self._object(block) for block in blocks if isinstance(block, Table)),
            "figures": tuple(self._object(block) for block in blocks if isinstance(block, Figure)),
            "items": tuple(item_view(self, item) for item in self._results.items.values()),
            "options": self._options,
            "rows": self._rows,
        }

    def _named_section(self, name: str) -> View:
        found = {
            block.id: block for block in self.draft.document.blocks() if isinstance(block, Section)
        }
        if name not in found:
            raise error("unknown-target", found=name, allowed=found)
        return self._section(found[name])

    def _section(self, section: Section, whole: Mark | None = None) -> View:
        locale = self.draft.locale(self.language)
        theme = self.draft.rendering.theme
        inner = tuple(block for block in section.blocks if isinstance(block, Section))
        paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
        is_headed = section.heading.has(self.language)
        title = heading_text(section, locale, theme) if is_headed else ""
        heading = Worded(title)
        heading.text = Text({**section.heading.by_language, self.language: title})
        text = Piece(inlines=partial(parts.run_in, self.draft, paragraphs))
        content = Piece(blocks=partial(parts.without_heading, section))
        return Shown(
            {
                "id": section.id,
                "heading": heading,
                "number": heading_number(self.draft, section, locale).strip(),
                "level": section.level,
                "text": Lazy(partial(self.marks.mark, text)),
                "content": Lazy(partial(self.marks.mark, content)),
                "parts": Lazy(lambda: tuple(map(self._section, inner))),
            },
            whole
            or partial(self.marks.mark, Piece(blocks=partial(parts.in_languages_of_body, section))),
        )

    def _object(self, block: Table | Figure) -> View:
        locale = self.draft.locale(self.language)
        title = Piece(inlines=lambda code: block.title[code])
        whole = Piece(blocks=partial(parts.in_languages_of_body, block))
        return Shown(
            {
                "id": block.id,
                "number": block.number,
                "label": label(block, locale),
                "title": Lazy(partial(self.marks.mark, title)),
                "rows": Lazy(partial(rows_of, self, block.tabulation)),
            },
            partial(self.marks.mark, whole),
        )

    def _options(self, item: str) -> tuple[View, ...]:
        """The options of an item, in the codebook's order."""
        found = self._results.items.get(str(item))
        if found is None:
            raise unknown_item(self._results.items, item)
        options: tuple[View, ...] = item_view(self, found).options
        return options

    def _rows(self, name: str) -> tuple[View, ...]:
        """The rows of what a table or figure shows, by its name."""
        tabulations = self._results.tabulations
        for wanted in (str(name), f"tbl:{name}", f"fig:{name}"):
            if wanted in tabulations:
                return rows_of(self, tabulations[wanted])
        known = [each.partition(":")[2] for each in tabulations]
        raise error("unknown-table", found=name, allowed=known)

    @cached_property
    def quoted_names(self) -> frozenset[str]:
        """The names that stand in quotes: of surveys, items, options, tables, figures, sections."""
        items = self._results.items.values()
        targets = (*self._results.tabulations, *self.draft.document.targets)
        return frozenset(
            (
                *(each.partition(":")[2] for each in targets),
                *(name for item in items for name in (item.survey, item.name, *item.codes)),
            )
        )

    def number(self, estimate: Any, form: Any) -> Mark:
        """A mark for a number of the report."""
        return self.marks.mark(number(estimate, form))

    @property
    def estimates(self) -> Mapping[str, Any]:
        """Every estimate by its id."""
        return self._results.estimates


class Several(Shown):
    """Some texts that can be gone through one by one, or printed as a whole."""

    def __init__(self, each: tuple[Any, ...], whole: Any) -> None:
        super().__init__({}, whole)
        object.__setattr__(self, "each", each)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.__dict__["each"])

    def __len__(self) -> int:
        return len(self.__dict__["each"])

    def __getitem__(self, index: int) -> Any:
        return self.__dict__["each"][index]


def _spelt(span: Number | Reference | Citation | Label, code: str) -> tuple[Inline, ...]:
    """What a function of the narrative has left, in a language."""
    return (span.words(code) if isinstance(span, Label) else span,)


def _plain_name(value: Any) -> Any:
    """A name that a template got from a view, as the functions take it."""
    return str(value) if isinstance(value, str) else value


def _expressions(draft: Draft, results: Results) -> Expressions:
    """The narrative's functions for this report: works keep the numbers that its text gave them."""
    document = draft.document
    entries = [
        entry
        for block in document.blocks()
        if isinstance(block, ReferenceList)
        for entry in block.entries
    ]
    names: dict[str, list[str]] = {"tbl": [], "fig": [], "sec": []}
    for target in (*results.tabulations, *document.targets):
        kind, _, name = target.partition(":")
        if name not in names[kind]:
            names[kind].append(name)
    cited = {entry.key: entry.number for entry in entries}
    return Expressions(
        results, tuple(names["tbl"]), tuple(names["fig"]), tuple(names["sec"]), tuple(cited),
        cited=cited,
    )  # fmt: skip
