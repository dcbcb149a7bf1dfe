"""The stages of one report, each computed when it is first asked for, or taken from the store.

A stage's key is the digest of all that it can read: the content of files, the part of report.yaml
that reaches it, the keys of the stages before, and the toolchain. So what is found under a key is
what would come out again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from reportgen.config import Project
from reportgen.digest import Files, digest
from reportgen.editions import Edition, caption_faults, printed_edition
from reportgen.errors import ReportError
from reportgen.keys import Keys
from reportgen.messages import say
from reportgen.resources import templates_folder
from reportgen.store import Store
from reportgen.theme import WORD_TEMPLATE, Theme, columns_of, find_file, read_theme
from reportgen.theme.chain import PROJECT_TEMPLATES
from reportgen.trace import PRINTED, File, kept_file

if TYPE_CHECKING:
    from reportgen.charts import Drawing
    from reportgen.document import Document, Figure
    from reportgen.renderers import Drawings, Rendering
    from reportgen.renderers.rendering import DataFile
    from reportgen.renderers.spans import Spans
    from reportgen.results import Results

Progress = Callable[[str, str], None]
"""Called as each stage begins, with the stage's name and what it is about to work on."""
Result = TypeVar("Result")
Kinds: TypeAlias = tuple[str, ...]
"""Kinds of picture."""

PICTURES = {"pdf": ("svg",), "html": ("svg",), "docx": ("outlines", "png")}
"""The kinds of picture that a format prints; one that isn't named here may print either."""
EITHER = ("svg", "png")
PAGED = frozenset({"pdf"})
"""Formats whose pages may have columns; in any other, charts are as wide as the text."""
WITHOUT_DEFINITIONS = frozenset({"pdf"})
"""Formats that can't tell what a number is, so that no file depends on it."""
ARCHIVED = "pdf"
"""The format that may enclose data files."""
WORD = "docx"
"""The format that may have charts of its own, and a template whose tags can name any result; its
files say of which data they were made."""


def untold(stage: str, detail: str) -> None:
    """The progress that nobody follows."""


class Stages:
    """The stages of a report. Without a store, each is computed once in this object's life."""

    def __init__(
        self,
        project: Project,
        store: Store | None = None,
        progress: Progress = untold,
        files: Files | None = None,
    ) -> None:
        self.project = project
        self._store = store or Store(None)
        self._progress = progress
        self._files = files or Files()
        self._drawings: dict[tuple[str, str, float, Kinds], Drawing] = {}
        self._renderings: dict[tuple[str, str], Rendering] = {}
        self._printed: dict[tuple[str, str], str] = {}
        self._heights: dict[tuple[str, float], float] = {}
        self._has_drawn = False
        self._keys = Keys(project, self._files, lambda: self.theme)

    @classmethod
    def of(cls, project: Project, document: Document, theme: Theme, **others: Results) -> Stages:
        """The stages that come after a document that is computed already."""
        stages = cls(project)
        stages.__dict__.update(document=document, theme=theme, **others)
        return stages

    @cached_property
    def theme(self) -> Theme:
        """The look of the report, its words and captions in languages that there are."""
        from reportgen.locales import fitted, wording_faults

        project = self.project
        for folder in (project.folder / PROJECT_TEMPLATES, templates_folder()):
            self._files.folder(folder)  # before it is read, or the key may be of a later content
        loaded = read_theme(project.config.theme, project.place("theme"), project.folder)
        faults = [*wording_faults(loaded), *caption_faults(loaded, project.languages)]
        if faults:
            raise ReportError(*faults)
        return fitted(loaded.theme, project.languages)

    @cached_property
    def results(self) -> Results:
        """What the statistics found in the data."""
        return self._stage("results", self._keys.results, self._tabulate)

    @cached_property
    def document(self) -> Document:
        """The report as one tree of blocks."""
        return self._stage("document", self._keys.document, self._compose)

    def drawing(self, figure: Figure, language: str, kinds: Kinds, columns: int = 1) -> Drawing:
        """A figure in one language as pictures: svg, png or none; for a page of so many columns."""
        wanted = language, self._spans.chart_width(figure, columns), kinds
        known = figure.id, *wanted
        if known not in self._drawings:
            key = self._drawing_key(figure, *wanted)
            self._drawings[known] = self._stage("drawing", key, lambda: self._draw(figure, *wanted))
        return self._drawings[known]

    def drawings(
        self,
        languages: Collection[str],
        kinds: Kinds,
        columns: int = 1,
        *,
        are_native: bool = False,
    ) -> Drawings:
        """Every figure drawn in these languages; of one that is a native chart there is no picture.

        What it tells and its size are in the drawing all the same.
        """
        from reportgen.renderers.docx.charts import has_native_form

        return {
            (figure.id, language): self.drawing(
                figure, language, () if are_native and has_native_form(figure) else kinds, columns
            )
            for figure in self.document.figures()
            for language in languages
        }

    @cached_property
    def _spans(self) -> Spans:
        from reportgen.renderers.spans import Spans

        return Spans(self.document, self.theme)

    def edition(self, name: str) -> Edition:
        """The edition of this name, with what the theme says of it."""
        return printed_edition(name, self.theme, self.project.editions)

    def rendering(self, edition: str, kind: str) -> Rendering:
        """All that the file of one edition and format is made of, and nothing besides.

        The document holds the edition's languages alone, so that a file can't depend on a text
        that it doesn't print.
        """
        if (edition, kind) not in self._renderings:
            from reportgen.document import Definitions
            from reportgen.excerpt import in_languages
            from reportgen.renderers import Rendering

            found = self.edition(edition)
            document = in_languages(self.document, found.languages)
            if kind in WITHOUT_DEFINITIONS:
                document = replace(document, definitions=Definitions())
            columns = columns_of(self.theme, found.body) if kind in PAGED else 1
            are_native = kind == WORD and self.project.config.word.charts == "native"
            kinds = PICTURES.get(kind, EITHER)
            drawings = self.drawings(found.body, kinds, columns, are_native=are_native)
            spans = self._spans.on(columns)
            archive = self._archive if kind == ARCHIVED else None
            made = Rendering(
                document, found, self.theme, drawings, spans, archive,
                has_native_charts=are_native,
                results=self.results if kind == WORD and self._has_tags else None,
                data=self._keys.data if kind == WORD else "",
            )  # fmt: skip
            self._renderings[edition, kind] = made
        return self._renderings[edition, kind]

    @cached_property
    def _has_tags(self) -> bool:
        """Whether the report's Word template is one to be filled; what is unsafe is told later."""
        if find_file(self.theme.folders, WORD_TEMPLATE) is None:
            return False
        from reportgen.renderers.docx.filling import is_filled

        return is_filled(self.theme)

    @cached_property
    def _archive(self) -> tuple[DataFile, ...] | None:
        """What a PDF encloses: of the whole document, so the same in every edition."""
        if self.project.config.pdf.standard != "a-3a":
            return None
        from reportgen.renderers.data_files import data_files

        return data_files(self.document, self.theme)

    def known(self, edition: str, kind: str) -> File | None:
        """The file of an edition and format, where it was made before of the same report.

        Nothing is computed to find out.
        """
        return self._known(self._file_key(edition, kind))

    def kept(self, edition: str, kind: str) -> File | None:
        """The same, where it was made of another report that prints the same in this edition."""
        if not self._store.is_usable:
            return None
        return self._kept(self._file_key(edition, kind), self._printed_key(edition, kind))

    def keep(self, edition: str, kind: str, made: File) -> File:
        """Keep a rendered file for another time, and return it with the key of where it is."""
        return self._keep(self._file_key(edition, kind), self._printed_key(edition, kind), made)

    def ledger(self) -> File:
        """The number ledger; it tells every language that the report is written in."""
        look = self._keys.look if self._has_tags else self._keys.tokens
        key = digest("ledger file", self._keys.document, look)
        if found := self._known(key):
            return found
        named = self._keys.results if self._has_tags else None
        printed = digest("ledger", self._keys.program, self.document, look, named)
        if found := self._kept(key, printed):
            return found
        from reportgen.renderers.ledger import write_ledger

        drawings = self.drawings(self.document.languages, ())
        results = self.results if self._has_tags else None
        made = File(write_ledger(self.document, drawings, self.theme, results))
        return self._keep(key, printed, made)

    # ------------------------------------------------------------------------------- computing

    def _tabulate(self) -> Results:
        from reportgen.readers import read_surveys
        from reportgen.statistics import tabulate

        config = self.project.config
        self._progress("readers", ", ".join(config.surveys))
        surveys = read_surveys(self.project)
        numbers = {"tables": len(config.tables), "figures": len(config.figures)}
        self._progress("statistics", say("tables_and_figures", **numbers))
        return tabulate(surveys, self.project)

    def _compose(self) -> Document:
        results = self.results
        from reportgen.compose import compose

        self._progress("compose", str(self.project.config.narrative))
        return compose(self.project, results, self.theme)

    def _draw(self, figure: Figure, language: str, width: float, kinds: Kinds) -> Drawing:
        from reportgen.charts import draw
        from reportgen.locales import load_locale

        if not self._has_drawn:
            self._has_drawn = True
            self._progress("charts", ", ".join(self.document.languages))
        place = self.project.place("figures", figure.id, "chart")
        locale, height = load_locale(language, self.theme), self._height(figure, width)
        return draw(figure, locale, self.theme, kinds, place, width, height)

    def _height(self, figure: Figure, width: float) -> float:
        """How high a figure of that width is in every language of the report, in points."""
        from reportgen.charts import height_in_all
        from reportgen.locales import load_locale

        def measure() -> float:
            locales = [load_locale(language, self.theme) for language in self.document.languages]
            place = self.project.place("figures", figure.id, "chart")
            return height_in_all(figure, locales, self.theme, width, place)

        if (figure.id, width) not in self._heights:
            shown = figure.chart, figure.options, figure.tabulation, width
            key = digest("height", self._keys.program, shown, self._keys.tokens)
            self._heights[figure.id, width] = self._stage("height", key, measure)
        return self._heights[figure.id, width]

    # ------------------------------------------------------------------------------------ keys

    def _drawing_key(self, figure: Figure, language: str, width: float, kinds: Kinds) -> str:
        from reportgen.excerpt import in_languages

        shown = figure.chart, figure.options, in_languages(figure.tabulation, (language,))
        size = width, self._height(figure, width)
        return digest(
            "drawing", self._keys.program, shown, language, size, self._keys.tokens, sorted(kinds)
        )

    def _file_key(self, edition: str, kind: str) -> str:
        """The key of a file by what the report is made of: known before anything is computed."""
        standard = self.project.config.pdf.standard if kind == ARCHIVED else None
        charts = self.project.config.word.charts if kind == WORD else None
        made_as = standard, charts
        return digest("file", self._keys.document, self._keys.look, edition, kind, made_as)

    def _printed_key(self, edition: str, kind: str) -> str:
        """The key of a file by what it prints, whatever the rest of the report says."""
        if (edition, kind) not in self._printed:
            rendering = self.rendering(edition, kind)
            shown = (
                rendering.edition,
                rendering.document,
                rendering.drawings,
                rendering.spans,
                rendering.archive,
                rendering.has_native_charts,
                self._keys.results if rendering.results else None,
            )
            self._printed[edition, kind] = digest(
                "printed", self._keys.program, kind, self._keys.look, shown
            )
        return self._printed[edition, kind]

    # ------------------------------------------------------------------------------- the store

    def _stage(self, kind: str, key: str, compute: Callable[[], Result]) -> Result:
        found: Result | None = self._store.load(kind, key)
        if found is None:
            found = compute()
            if self._is_sound:
                self._store.save(kind, key, found)
        return found

    @property
    def _is_sound(self) -> bool:
        """Whether what was just made is what its key says, so that it may be kept."""
        return self._store.is_usable and self._keys.are_sound and self._files.are_unchanged()

    def _known(self, key: str) -> File | None:
        """A file by its key."""
        printed: str | None = self._store.load("file", key)
        return kept_file(self._store, printed) if printed else None

    def _kept(self, key: str, printed: str) -> File | None:
        """A file by what it prints; it is entered under its key as well."""
        found = kept_file(self._store, printed)
        if found and self._is_sound:
            self._store.save("file", key, printed)
        return found

    def _keep(self, key: str, printed: str, made: File) -> File:
        if not self._is_sound:
            return made
        self._store.save(PRINTED, printed, (made.data, made.pages))
        self._store.save("file", key, printed)
        return replace(made, key=printed)
