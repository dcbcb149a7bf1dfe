"""A Word template tried without being filled: its faults, and the numbers that its tags print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.document import Document, Number
from reportgen.editions import Edition, editions_of, printed_edition
from reportgen.errors import Finding, ReportError, in_order
from reportgen.excerpt import in_languages
from reportgen.renderers.docx.filling.fill import Fault, Filling
from reportgen.renderers.docx.filling.guard import safe_parts
from reportgen.renderers.docx.filling.reading import opened
from reportgen.renderers.docx.filling.stories import stories
from reportgen.renderers.docx.filling.tags import find_tags, text_of
from reportgen.renderers.docx.filling.unreached import unreached
from reportgen.renderers.rendering import Rendering
from reportgen.results import Results
from reportgen.theme import Theme, find_word_template

MARKS = ("{{", "{%", "{#", "｛｛", "｛{", "{｛", "｛%", "｛％", "{％")
"""What a tag begins with."""


def has_tags(path: Path, data: bytes) -> bool:
    """Whether a Word file has anything that is a tag, or was meant to be one.

    Raises ReportError for a file that is unsafe to open, or no Word file.
    """
    safe_parts(path, data)
    word = opened(path, data)
    found = stories(word)
    lines = (text_of(line) for story in found for line, _ in story.places)
    return any(mark in line for line in lines for mark in MARKS) or any(
        True for story in found for _ in unreached(story)
    )


def tried(report: Rendering, path: Path, data: bytes) -> Filling:
    """A template as far as it can be judged with one edition. Raises ReportError if it is unsafe.

    The document of `report` may have more languages than its edition prints, and needs no drawings.
    """
    document = in_languages(report.document, report.edition.languages)
    filling = Filling(replace(report, document=document), path, data, is_trial=True)
    filling.run()
    return filling


def tags_in(path: Path, data: bytes) -> int:
    """How many tags a template has. Raises ReportError if it is unsafe, or no Word file."""
    safe_parts(path, data)
    lines = (line for story in stories(opened(path, data)) for line in story.places)
    return sum(len(find_tags(*line)[0]) for line in lines)


def faults_in_all(
    document: Document,
    results: Results,
    theme: Theme,
    editions: Mapping[str, Edition],
    template: tuple[Path, bytes],
) -> list[Fault]:
    """What is wrong with a template in any of some editions, each fault once."""
    found: list[Fault] = []
    for edition in editions.values():
        report = Rendering(document, edition, theme, {}, results=results)
        for fault in tried(report, *template).faults:
            if not any(_is_same(fault, other) for other in found):
                found.append(fault)
    return found


def template_faults(
    document: Document, results: Results, theme: Theme, editions: Mapping[str, Edition]
) -> list[Finding]:
    """What is wrong with the tags of a theme's template. Raises ReportError if it is unsafe."""
    template = _template(theme)
    if template is None:
        return []
    found = faults_in_all(document, results, theme, editions, template)
    return in_order(fault.finding for fault in found)


def template_numbers(
    document: Document, results: Results, theme: Theme
) -> dict[str, list[tuple[str, Number]]]:
    """The numbers that the tags of a theme's template print in the text, with their places.

    By language: of the edition that prints this language alone.
    """
    template = _template(theme)
    if template is None:
        return {}
    known = editions_of(document.languages)
    found = {}
    for language in document.languages:
        edition = printed_edition(language, theme, known)
        filling = tried(Rendering(document, edition, theme, {}, results=results), *template)
        found[language] = [
            (f"template {stand}".replace(",", ""), number)
            for stand, number in filling.offer.printed
        ]
    return found


def is_filled(theme: Theme) -> bool:
    """Whether a theme's template has tags; not where it is unsafe, which is told elsewhere."""
    try:
        return _template(theme) is not None
    except ReportError:
        return False


def _template(theme: Theme) -> tuple[Path, bytes] | None:
    """The nearest template of a theme, if it has tags."""
    path = find_word_template(theme.folders)
    if path is None or not has_tags(path, data := path.read_bytes()):
        return None
    return path, data


def _is_same(one: Fault, other: Fault) -> bool:
    return (one.stand, one.start, one.finding.name) == (
        other.stand,
        other.start,
        other.finding.name,
    )
