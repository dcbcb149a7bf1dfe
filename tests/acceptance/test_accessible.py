"""PDFs as those meet them who cannot see: validators find no error, and all is read in order.

Validators: outloud, pdfua, and qpdf for the file. `tests.structure` reads the tree with pikepdf and
PDFium. What is expected comes from the HTML of the same edition, read with lxml.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pdfua.rules.structure as pdfua_structure
import pytest
from lxml import html as lxml_html

from reportgen.config import read_config
from reportgen.document import Figure, Table
from reportgen.renderers import Rendering
from reportgen.renderers.html import to_html
from reportgen.renderers.pdf import render
from reportgen.renderers.wording import label
from reportgen.resources import example_folder
from reportgen.results import Estimate
from reportgen.stages import Stages
from tests.acceptance.reading import EDITIONS, HAN
from tests.structure import Structure, Tag, structure_faults

REPORTS = [
    *(("ai-imaging-2022", "journal", edition) for edition in EDITIONS),
    *(("ai-imaging-2022", "report", edition) for edition in ("zh", "en", "parallel")),
    *(("harbour-society", "harbour", edition) for edition in ("zh", "en")),
    ("minimal", "journal", "zh"),
    *(("gallery", "journal", edition) for edition in ("zh", "en")),
]
"""A report, its theme and an edition; the gallery has a figure of each chart kind."""
FOLDERS = {"gallery": Path(__file__).parents[2] / "scripts" / "gallery"}
OF_NOTE = {
    "FIG-012": "counts letters, of which compact Chinese with its figures has few",
    "NOTE-003": "wants a mark; the note of a table answers to none in the text",
    "TBL-014": "takes the boxes of a flow chart, a figure that is told as one, for a table",
    "ORD-001": "wants the order of painting, in which a table that floats may come first",
}
"""Warnings of outloud that may stand, and why."""
FREE = re.compile("[\\s\x02\u00ad\u200b\u2060‐-]")
"""Spaces, and hyphens, which PDFium leaves out at the end of a line."""


@dataclass
class Made:
    """One edition of a report as a PDF, and what it was made of."""

    rendering: Rendering
    path: Path

    @cached_property
    def structure(self) -> Structure:
        return Structure(self.path.read_bytes())

    @cached_property
    def page(self) -> Any:
        """The HTML, without what is neither seen nor read."""
        page = lxml_html.fromstring(to_html(self.rendering))
        unseen = (
            "//head | //*[@class='room'] | //*[contains(@class, 'opener')]/h2[@class='second']/span"
        )
        for element in page.xpath(unseen):
            element.drop_tree()
        return page


_made: dict[tuple[str, str, str], Made] = {}


@pytest.fixture(params=REPORTS, ids="-".join)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    if request.param not in _made:
        report, theme, edition = request.param
        project = read_config(FOLDERS.get(report, example_folder().parent / report))
        config = project.config.model_copy(update={"theme": theme})
        project = type(project)(config, project.source, project.scope)
        with project.scope.active():
            rendering = Stages(project).rendering(edition, "pdf")
            path = tmp_path_factory.mktemp("accessible") / "report.pdf"
            path.write_bytes(render(rendering).data)
        _made[request.param] = Made(rendering, path)
    return _made[request.param]


def test_outloud_finds_no_error(made: Made) -> None:
    result = outloud.check(str(made.path))
    assert result.error is None
    assert [(each.rule, each.message) for each in result.findings if each.severity == "error"] == []
    assert {each.rule for each in result.findings} <= set(OF_NOTE)
    assert not [run for run in result.runs if run.status == "crashed"]


def test_pdfua_finds_nothing(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_integer(value: object) -> int | None:
        return value if isinstance(value, int) else None

    # Its own asks an array for a key, which pikepdf 10 refuses: the rule on headings would not run.
    monkeypatch.setattr(pdfua_structure, "as_integer", as_integer)
    report = pdfua.validate(str(made.path))
    assert [(each.rule_id, each.message) for each in report.findings] == []
    assert [each.rule_id for each in report.outcomes if each.skipped_reason] == []
    assert len(report.outcomes) >= 12


def test_qpdf_finds_the_file_sound(made: Made) -> None:
    done = subprocess.run(
        ["qpdf", "--check", made.path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_tree_has_no_fault(made: Made) -> None:
    assert structure_faults(made.structure) == []


def test_all_text_is_read_once_in_the_order_of_the_document(made: Made) -> None:
    read = "".join(_read(made.structure, made.structure.root))
    assert read == "".join(_written(made.page))


def _read(structure: Structure, tag: Tag) -> Iterator[str]:
    """The text of the tree, without what the stylesheet adds: labels of lists, numbers of pages."""
    if tag.role in ("Lbl", "TOC", "Figure"):
        return
    yield from () if tag.spoken is None else [FREE.sub("", tag.spoken)]
    for kid in tag.kids if tag.spoken is None else ():
        if isinstance(kid, Tag):
            yield from _read(structure, kid)
        else:
            yield FREE.sub("", structure.texts.get(kid, ""))


def _written(page: Any) -> Iterator[str]:
    for entry in page.xpath("//nav//p"):
        entry.drop_tree()
    yield FREE.sub("", page.text_content())


def test_each_entry_of_the_contents_leads_to_its_heading(made: Made) -> None:
    entries = made.structure.root.find("TOCI")
    assert bool(entries) == made.rendering.theme.parts.contents
    headings = {made.structure.letters(tag) for tag in made.structure.root.find("H2", "H3")}
    for entry in entries:
        (link,) = entry.find("Link")
        assert re.sub(r"\d+$", "", made.structure.letters(link)).startswith(
            tuple(heading[:6] for heading in headings)
        )


def test_each_table_is_one_and_stands_in_the_order_of_the_document(made: Made) -> None:
    blocks = [block for block in made.rendering.document.blocks() if isinstance(block, Table)]
    _are_in_order(made, blocks, made.structure.root.find("Table"))


def _are_in_order(made: Made, blocks: list[Table], found: list[Tag]) -> None:
    body = made.rendering.edition.body
    wanted = [(block, language) for block in blocks for language in body]
    assert len(found) == len(wanted)
    for tag, (block, language) in zip(found, wanted, strict=True):
        (caption,) = tag.find("Caption")
        title = label(block, made.rendering.locale(language))
        assert made.structure.letters(caption).startswith(FREE.sub("", title))
        assert tag.language == made.rendering.locale(language).tag


def test_each_figure_is_told_in_its_language_with_its_numbers(made: Made) -> None:
    document, body = made.rendering.document, made.rendering.edition.body
    figures = made.structure.root.find("Figure")
    wanted = [(figure, language) for figure in document.figures() for language in body]
    assert len(figures) == len(wanted)
    for tag, (figure, language) in zip(figures, wanted, strict=True):
        assert isinstance(figure, Figure)
        locale = made.rendering.locale(language)
        assert tag.language == locale.tag
        assert tag.alternative
        assert bool(HAN.search(tag.alternative)) == locale.is_ideographic
        for number in made.rendering.drawings[figure.id, language].numbers:
            printed = {*_printed(number.estimate), locale.number(number)}
            assert any(map(tag.alternative.__contains__, printed)), printed


def _printed(estimate: Estimate) -> Iterator[str]:
    """A share in the ways in which charts print one: 47.3%, 47%, and 8/17 of a small base."""
    count, base = estimate.count, estimate.base.unweighted
    tenths = (2000 * count + base) // (2 * base)
    yield f"{tenths // 10}.{tenths % 10}%"
    yield f"{(200 * count + base) // (2 * base)}%"
    yield f"{count}/{base}"


def test_no_text_is_said_to_be_in_a_language_that_it_is_not_in(made: Made) -> None:
    structure = made.structure
    for tag in structure.root.walk():
        own = "".join(structure.texts.get(kid, "") for kid in tag.kids if not isinstance(kid, Tag))
        if tag.language.startswith("en"):
            assert not HAN.search(own), own
        elif tag.role in ("P", "H1", "H2", "H3", "Caption", "Note", "Span"):
            latin = re.findall("[A-Za-z]{2,}", own)
            assert HAN.search(own) or len(latin) < 3, own


def test_the_file_says_what_it_is(made: Made) -> None:
    pdf, locale = made.structure.pdf, made.rendering.locale(made.rendering.edition.language)
    title = locale.text(made.rendering.document.front.title)
    assert str(pdf.Root.Lang) == locale.tag
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
        assert set(metadata["dc:language"]) == {
            made.rendering.locale(language).tag for language in made.rendering.edition.languages
        }
    assert str(pdf.docinfo["/Title"]) == title
