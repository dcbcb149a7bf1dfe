"""What every renderer is given, and the table of renderers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from reportgen.registry import Registry

if TYPE_CHECKING:  # the table of formats is asked for when nothing may have to be rendered
    from reportgen.charts import Drawing
    from reportgen.document import Document
    from reportgen.editions import Edition
    from reportgen.locales import Locale
    from reportgen.results import Results
    from reportgen.theme import Span, Theme

Drawings: TypeAlias = "Mapping[tuple[str, str], Drawing]"
"""The drawing of each figure in each language, by figure id and language."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that an archival PDF encloses: the numbers of a table or figure, or of the report."""

    name: str
    media_type: str
    relationship: str
    """What it is to the report: Data, from which a part is made, or Supplement."""
    description: str
    data: bytes
    part: str | None = None
    """The id of the element of a page whose data they are; None for those of the whole report."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One edition of a document to be rendered."""

    document: Document
    edition: Edition
    theme: Theme
    drawings: Drawings
    spans: Mapping[str, Span] = field(default_factory=dict)
    """What each table and figure takes of a page, by its id; without an entry, the whole width."""
    archive: tuple[DataFile, ...] | None = None
    """What a PDF for archives (PDF/A-3a) encloses, in all languages; None for one that is none."""
    has_native_charts: bool = True
    """Whether figures in Word are charts of its own, where their kind has a form for that."""
    results: Results | None = None
    """What the tags of a Word template can name besides the document; None where there are none."""
    data: str = ""
    """The digest of the data, where a file says what it was made of; else empty."""

    def span(self, target: str) -> Span:
        """What a table or figure takes of a page, by its id."""
        return self.spans.get(target, "page")

    @property
    def columns(self) -> int:
        """The columns of a page."""
        from reportgen.theme import columns_of

        return columns_of(self.theme, self.edition.body)

    @property
    def measure(self) -> float:
        """Width of the text of a page, in points."""
        from reportgen.theme import measure

        return measure(self.theme, self.edition.language, self.columns)

    def locale(self, language: str) -> Locale:
        """The locale of a language, with what the theme sets in its place."""
        from reportgen.locales import load_locale

        return load_locale(language, self.theme)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file, not yet written. `pages` is None for a format without fixed pages."""

    data: bytes
    pages: int | None = None


Renderer = Callable[[Rendering], Rendered]

RENDERERS: Registry[Renderer] = Registry(
    "unknown-format",
    {
        "html": "reportgen.renderers.web",
        "pdf": "reportgen.renderers.pdf",
        "docx": "reportgen.renderers.docx",
    },
    group="reportgen.renderers",
)
"""A renderer by the format that it makes, which is also the ending of the file."""
