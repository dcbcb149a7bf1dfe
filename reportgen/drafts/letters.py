"""A Word template that stands for itself, a letter say, filled beside the report's own files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.errors import Place, ReportError, error, in_order
from reportgen.pipeline import Computed, written_editions
from reportgen.renderers.docx.filling import faults_in_all, filled, tags_in
from reportgen.stages import Stages
from reportgen.yamlfile import read_bytes

FORMAT = "docx"


def filled_editions(
    report: Computed, template: Path, editions: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """A Word template that is not the theme's, a letter say, filled with each edition, by its name.

    `editions` are those of report.yaml when empty. Raises ReportError with all that is wrong with
    the template in any of them, and for one without tags.
    """
    data = read_bytes(template)
    with report.project.scope.active():
        names = written_editions(editions or report.project.config.editions, report.project)
        stages = Stages.of(report.project, report.document, report.theme, results=report.results)
        printed = {name: stages.edition(name) for name in names}
        faults = faults_in_all(
            report.document, report.results, report.theme, printed, (template, data)
        )
        if faults:
            raise ReportError(*in_order(each.finding for each in faults))
        if not tags_in(template, data):
            raise error("no-tags", Place(str(template)))
        return {
            name: filled(
                replace(stages.rendering(name, FORMAT), results=report.results), template, data
            )
            for name in names
        }
