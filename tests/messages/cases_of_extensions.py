"""For each finding that plug-ins, languages and statistics bring about, the smallest fault."""

from __future__ import annotations

from pathlib import Path

from tests.messages.project import Case, Spoil, add, case, change, text, write

CHART = "from reportgen.charts import CHARTS\nCHARTS.add('{}')({})\n"
STATISTIC = """\
from reportgen.statistics import STATISTICS, Measure, statistic
@STATISTICS.add("mine")
@statistic(label={})
def mine(distribution, *codes):
    return {}
"""
LABEL = '{"zh": "甲", "en": "A"}'


def plugin(code: str, *spoils: Spoil, also: str = "") -> Case:
    """A plug-in that report.yaml names."""
    return case(
        add("report.yaml", "plugins: [mine.py]\n"),
        write("plugins/mine.py", code),
        *spoils,
        also=also,
    )


def cells(rows: str, columns: str) -> Spoil:
    """What the table of the project shows."""
    return change("report.yaml", "rows: [uses], by: ward", f"rows: [{rows}], cells: [{columns}]")


def linked(folder: Path) -> None:
    """A plug-in that stands elsewhere."""
    (folder / "elsewhere.py").write_text("", encoding="utf-8")
    (folder / "plugins").mkdir()
    (folder / "plugins" / "mine.py").symlink_to(folder / "elsewhere.py")


NAMED = add("report.yaml", "plugins: [mine.py]\n")
DRAWN = change("report.yaml", "rows: [tools]", "rows: [tools], chart: mine")
FRENCH = add("report.yaml", "languages: [fr]\neditions: [fr]\n")
EXTENSIONS = {
    "plugin-twice": case(
        add("report.yaml", "plugins: [mine.py, mine.py]\n"),
        write("plugins/mine.py", CHART.format("mine", "print")),
    ),
    "plugin-path": case(add("report.yaml", "plugins: [../mine.py]\n")),
    "outside-project-folder": case(NAMED, linked),
    "no-such-plugin": case(NAMED),
    "plugin-unloadable": plugin("1 / 0\n"),
    "plugin-adds-nothing": plugin("x = 1\n"),
    "plugin-name-taken": plugin(CHART.format("bar", "print")),
    "plugin-of-wrong-type": plugin(
        "from reportgen.statistics import STATISTICS\nSTATISTICS.add('mine')(print)\n"
    ),
    "plugin-fails": plugin(CHART.format("mine", "lambda tabulation, style: 1 / 0"), DRAWN),
    "plugin-gives-wrong-type": plugin(CHART.format("mine", "lambda tabulation, style: 1"), DRAWN),
    "plugin-finding": plugin(
        "from reportgen.errors import complaint\n"
        "def kind(tabulation, style):\n    raise complaint('no')\n" + CHART.format("mine", "kind"),
        DRAWN,
    ),
    "statistic-without-label": plugin(
        STATISTIC.format('{"en": "A"}', "Measure(1)"), cells("uses", "mine")
    ),
    "statistic-without-number": plugin(
        STATISTIC.format(LABEL, "Measure('one')"), text('{{ mine("uses") }}')
    ),
    "counts-that-overlap": plugin(
        STATISTIC.format(LABEL, "Measure(distribution.count(codes))"),
        text('{{ mine("tools", "ct", "mri") }}'),
    ),
    "bad-language-code": case(
        add("report.yaml", "languages: [zh, en, a_b]\n"), also="text-missing"
    ),
    "locale-without-key": case(
        FRENCH, write("locales/fr.yaml", "language: fr\n"), also="text-missing"
    ),
    "unknown-statistic": case(cells("uses", "{statistic: mean_scores}")),
    "statistic-asked-wrongly": case(
        change("staff.yaml", "- {name: a,", "- {name: '1',"),
        change("staff.yaml", "- {name: b,", "- {name: '2',"),
        write("staff.csv", "uses,tools,ward,years\n" + "yes,ct,1,3\n" * 20 + "no,ct,2,\n" * 20),
        text('{{ mean_score("ward", "1") }}'),
    ),
    "option-without-score": case(text('{{ mean_score("uses") }}')),
    "multiple-without-scores": case(text('{{ mean_score("tools") }}')),
    "cell-beside-statistic": case(cells("uses", "mean_score, percent")),
    "options-of-statistic": case(cells("{item: uses, options: ['yes']}", "mean_score")),
}
