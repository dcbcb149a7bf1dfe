"""The documentation: what can be written is listed, links resolve, worked numbers are right."""

from __future__ import annotations

import csv
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from reportgen import cli, pipeline
from reportgen.cells import StatisticConfig
from reportgen.charts.drawing import CHARTS
from reportgen.checks import conflicts, quotations
from reportgen.checks.published import PublishedFigure
from reportgen.compose.compose import CELL_FORMS
from reportgen.compose.expressions import Expressions
from reportgen.config import (
    ArticleConfig,
    FigureConfig,
    KeyFigureConfig,
    PdfConfig,
    ReportConfig,
    RowConfig,
    TableConfig,
    read_config,
)
from reportgen.document import ROLES, Form, Number
from reportgen.editions import EDITIONS
from reportgen.listing import KINDS
from reportgen.locales import load_locale
from reportgen.locales.headings import NUMBERINGS
from reportgen.questionnaires import InclusionConfig, RecruitmentConfig, SurveyConfig
from reportgen.readers import read_surveys
from reportgen.readers.codebook import ITEM_KEYS, OPTION_KEYS, PARTS, SETTING_KEYS
from reportgen.readers.tabular import READERS
from reportgen.renderers import RENDERERS
from reportgen.renderers.ledger import COLUMNS
from reportgen.results import Results
from reportgen.schema import SCHEMAS
from reportgen.starters import starters
from reportgen.statistics import count
from reportgen.survey import ItemType, Survey

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "data" / "ai-imaging-2022"
GUIDES = ("docs/writing.md", "docs/writing.zh.md")
READMES = ("README.md", "README.zh.md")
PAGES = (
    *READMES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md"))),
)  # fmt: skip


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code(page: str) -> str:
    """What a page holds in `code` and code blocks."""
    text = read(page)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join((*blocks, *re.findall(r"`([^`\n]+)`", rest)))


def commands() -> dict[str, list[str]]:
    """The options of each command of the program; those before a command under ""."""
    program = typer.main.get_command(cli.app)
    found = {"": program, **_named(program, "")}
    return {
        name: [
            option
            for part in command.params
            for option in (*part.opts, *part.secondary_opts)
            if option[0] == "-"
        ]
        for name, command in found.items()
    }


def _named(command: object, before: str) -> dict[str, Any]:
    """The commands of a group by their whole names, as "theme new"."""
    found = {}
    for name, inner in getattr(command, "commands", {}).items():
        found[before + name] = inner
        found |= _named(inner, f"{before}{name} ")
    return found


def functions() -> list[str]:
    return list(Expressions(Results({}, {}, {}, {}), (), (), (), ()).functions())


OF_THE_SHELL = ("--install-completion", "--show-completion")


def options() -> set[str]:
    """Every option of every command."""
    return {name for found in commands().values() for name in found}


def names() -> list[tuple[str, str]]:
    """Everything that a report may say or a user may type: its kind, and its name."""
    models = (
        *(ReportConfig, ArticleConfig, KeyFigureConfig),
        *(SurveyConfig, InclusionConfig, RecruitmentConfig, TableConfig, FigureConfig, RowConfig),
        PdfConfig,
        StatisticConfig,
    )
    return [
        *(("key of report.yaml", name) for model in models for name in model.model_fields),
        *(("key of a codebook", name) for name in (*PARTS, *SETTING_KEYS, *ITEM_KEYS)),
        *(("key of an option", name) for name in OPTION_KEYS),
        *(("key of published.yaml", name) for name in PublishedFigure.model_fields),
        *(("type of item", name) for name in ItemType),
        *(("ending of data", name) for name in READERS),
        *(("expression", f"{name}(") for name in functions()),
        *(("chart kind", name) for name in CHARTS),
        *(("cell", name) for name in CELL_FORMS),
        *(("form", name) for name in Form),
        *(("edition", name) for name in EDITIONS),
        *(("format", name) for name in RENDERERS),
        *(("id of a section", name) for name in ROLES),
        *(("column of the ledger", name) for name in COLUMNS),
        *(("kind of a list", name) for name in KINDS),
        *(("kind of a schema", name) for name in SCHEMAS),
        *(("starter", name) for name in starters()),
        *(("command", f"reportgen {name}") for name in commands() if name),
        *(("option", name) for name in options() if name not in OF_THE_SHELL),
    ]


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize(("kind", "name"), sorted(set(names())))
def test_a_guide_lists_what_can_be_written(guide: str, kind: str, name: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", code(guide)) or (
        name.endswith("(") and name in code(guide)
    ), f"{guide} does not have the {kind} {name}"


def test_the_guides_hold_the_same_examples_and_parts() -> None:
    english, chinese = map(read, GUIDES)
    blocks = [
        [
            re.sub(r"#.*", "", block) if language == "sh" else block
            for language, block in re.findall(r"^```(\w+)\n(.*?)^```", text, re.M | re.S)
        ]
        for text in (english, chinese)
    ]
    assert blocks[0] == blocks[1]
    assert [len(re.findall(r"^## ", text, re.MULTILINE)) for text in (english, chinese)] == [
        len(re.findall(r"^## ", english, re.MULTILINE))
    ] * 2
    rows = [len(re.findall(r"^\| ", text, re.MULTILINE)) for text in (english, chinese)]
    assert rows[0] == rows[1]


def smallest(guide: str, folder: Path) -> Path:
    """The smallest report of a guide, written out."""
    folder.mkdir(exist_ok=True)
    files = re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```", read(guide), re.M | re.S)
    for name, text in files:
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("guide", GUIDES)
def test_the_smallest_report_builds_as_the_guide_says(guide: str, tmp_path: Path) -> None:
    output = tmp_path / "output"
    pipeline.build(smallest(guide, tmp_path), output, formats=("docx",))
    with (output / "report.numbers.csv").open(encoding="utf-8-sig") as file:
        numbers = {(row["id"], row["form"]): row for row in csv.DictReader(file)}
    said = numbers["outpatients.satisfaction.satisfied", "share"]
    assert (said["printed_en"], said["places_en"]) == ("2/3", "sec:results paragraph 1")
    assert numbers["outpatients.reasons", "base"]["count"] == "2"
    assert numbers["outpatients.reasons.(missing)", "count"]["count"] == "1"


@pytest.mark.parametrize("page", PAGES)
def test_links_resolve(page: str) -> None:
    text = re.sub(r"^```.*?^```", "", read(page), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), f"{page}: {target}"


def anchors(text: str) -> list[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_exist(page: str) -> None:
    text = code(page)
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", text)) <= targets
    known = commands()
    for said in re.findall(r"(?<![-\w])reportgen ([a-z][^\n#]*)", text):
        one, two = [*said.split(), ""][:2]
        command = f"{one} {two}" if f"{one} {two}" in known else one
        rest = said.removeprefix(command)
        assert command in known, f"{page}: reportgen {command}"
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest):
            assert option in known[command], f"{page}: reportgen {command} {option}"


@pytest.mark.parametrize("page", READMES)
def test_the_files_that_a_readme_names_are_there(page: str) -> None:
    for path in re.findall(r"\b(?:data|docs|templates)/[\w./-]*\w", code(page)):
        assert (ROOT / path).exists(), path


def test_the_readmes_say_the_same() -> None:
    english, chinese = (re.sub(r" *#.*", "", read(page)) for page in READMES)
    for pattern in (r"^```sh\n(.*?)^```", r"^```markdown\n(.*?)^```"):
        assert re.findall(pattern, english, re.M | re.S) == re.findall(
            pattern, chinese, re.M | re.S
        )
    assert english.count("\n| ") == chinese.count("\n| ")


@pytest.mark.parametrize("page", PAGES)
def test_percentages_with_counts_are_right(page: str) -> None:
    assert conflicts(quotations(read(page), page)) == []


def test_themes_names_every_token_file_and_numbering() -> None:
    text = code("docs/themes.md")
    wanted = [*NUMBERINGS, *re.findall(r"^(\w+):", read("templates/journal/theme.yaml"), re.M)]
    for name in wanted:
        assert re.search(rf"(?<!\w){name}(?!\w)", text), name


@cache
def surveys() -> dict[str, Survey]:
    return read_surveys(read_config(REFERENCE))


def tally(survey: str, item: str, by: str | None = None) -> dict[str, tuple[int, ...]]:
    """By option, the counts of an item: overall, then by category; under "" the bases."""
    cube = count(surveys()[survey], item, by)
    counts = {
        name: tuple(map(int, row)) for name, row in zip(cube.item.codes, cube.counts, strict=True)
    }
    return {"": tuple(map(int, cube.bases)), **counts}


def half_up(value: Decimal, places: str) -> str:
    return str(value.quantize(Decimal(places), ROUND_HALF_UP))


def percent(part: int, base: int) -> str:
    return half_up(Decimal(100 * part) / base, "0.1")


def limits(part: int, base: int) -> tuple[float, float]:
    """Wilson's limits as the roots of (p - x)² = z² x(1 - x)/n, by bisection."""
    p, z = part / base, 1.959963984540054

    def root(low: float, high: float) -> float:
        """Where the score crosses z, from a point inside the interval to one outside."""
        for _ in range(100):
            middle = (low + high) / 2
            inside = (p - middle) ** 2 <= z * z * middle * (1 - middle) / base
            low, high = (middle, high) if inside else (low, middle)
        return low

    return root(p, 0.0), root(p, 1.0)


STATISTICS = read("docs/statistics.md")


@pytest.mark.parametrize(
    ("survey", "item"),
    [
        ("clinical", "awareness"),
        ("clinical", "ai_training"),
        ("clinical", "ai_in_department"),
        ("clinical", "use_frequency"),
    ],
)
def test_the_states_of_statistics(survey: str, item: str) -> None:
    found = surveys()[survey].responses[item]
    numbers = (
        surveys()[survey].respondents,
        found.skipped.sum(),
        found.missing,
        found.answered.sum(),
    )
    row = " | ".join(str(int(number)) for number in numbers)
    assert re.search(rf"^\| `{item}`[^|]* \| {re.escape(row)} \|$", STATISTICS, re.MULTILINE)


@pytest.mark.parametrize(
    ("survey", "item", "option", "by"),
    [
        ("clinical", "awareness", "aware", None),
        ("enterprise", "size", "under100", None),
        ("students", "ai_courses", "yes", ("level", "postgraduate")),
    ],
)
def test_the_intervals_of_statistics(
    survey: str, item: str, option: str, by: tuple[str, str] | None
) -> None:
    counts = tally(survey, item, by[0] if by else None)
    column = 1 + surveys()[survey].codebook.items[by[0]].codes.index(by[1]) if by else 0
    part, base = counts[option][column], counts[""][column]
    low, high = limits(part, base)
    printed = "–".join(half_up(Decimal(limit) * 100, "0.1") + "%" for limit in (low, high))
    row = f"{part}/{base} | {part / base:.6f} | {low:.6f} | {high:.6f} | {printed} |"
    assert row in STATISTICS


def test_the_worked_interval_of_statistics() -> None:
    p, square = 17 / 26, 1.959963984540054**2
    ratio = square / 26
    middle = p + ratio / 2
    spread = math.sqrt(p * (1 - p) * ratio + (ratio / 2) ** 2)
    text = " ".join(STATISTICS.split())
    assert f"z²/N = {square:.6f}/26 = {ratio:.6f}" in text
    assert f"{p:.6f} + {ratio / 2:.6f} = {middle:.6f}" in text
    assert f"√({p:.6f} × {1 - p:.6f} × {ratio:.6f} + {ratio / 2:.6f}²) = {spread:.6f}" in text
    assert f"({middle:.6f} ∓ {spread:.6f}) / {1 + ratio:.6f}" in text
    low, high = (middle - spread) / (1 + ratio), (middle + spread) / (1 + ratio)
    assert f"= {low:.6f} and {high:.6f}" in text


def test_the_worked_numbers_of_statistics() -> None:
    text = " ".join(STATISTICS.split())
    awareness = tally("clinical", "awareness")
    part, base = awareness["aware"][0], awareness[""][0]
    assert f"{part} / {base} = {part / base:.6f}…" in text
    error = math.sqrt(part / base * (1 - part / base) / (base - 1))
    assert f"/ {base - 1}) = {error:.6f}, {error * 100:.2f} percentage points" in text

    total, *groups = tally("clinical", "awareness", "experience")[""]
    assert f"of the {total} who answered `awareness`, {sum(groups)} gave" in text
    assert f"({' + '.join(map(str, groups))}) and {total - sum(groups)} did not" in text

    barriers = {name: numbers[0] for name, numbers in tally("clinical", "barriers").items()}
    base = barriers.pop("")
    selections = sum(barriers.values())
    assert f"{base} respondents made {selections} selections, {selections / base:.2f} each" in text
    printed = sum(Decimal(percent(part, base)) for part in barriers.values())
    assert f"percentages of the ten options add up to {printed}%" in text
    assert len(barriers) == 10
    residual = barriers.pop("unsure")
    ordered = sorted(barriers.items(), key=lambda pair: -pair[1])
    listed = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in ordered)
    assert f"{listed}, and *not sure* (residual) last with {residual}" in text

    headquarters = [
        numbers[0] for name, numbers in tally("enterprise", "headquarters").items() if name
    ]
    shares = [percent(part, 26) for part in headquarters]
    first, second, third, fourth = (
        f"{share}% ({part}/26)" for share, part in zip(shares, headquarters, strict=True)
    )
    assert f"{first}, {second}, {third} and {fourth}" in text
    assert f"together {sum(map(Decimal, shares))}%" in text

    customers = tally("enterprise", "customers", "size")
    whole, small, large = (
        f"{part}/{base}"
        for part, base in zip(customers["second_level"], customers[""], strict=True)
    )
    assert f"printed {large}; of the {customers[''][1]} smaller ones {small}" in text
    assert whole == "24/26"


def test_the_roundings_of_statistics() -> None:
    text = " ".join(STATISTICS.split())
    tenths = Decimal(2000 * 86 + 381) / 762
    assert f"(2000 × 86 + 381) / 762 = {half_up(tenths, '0.1')}" in text
    assert (percent(86, 381), percent(85, 381), percent(1, 16)) == ("22.6", "22.3", "6.3")
    assert "85 gives 22.3%" in text
    assert all(percent(part, 381) != "22.5" for part in range(382))
    source = read("data/ai-imaging-2022/published.yaml")
    pairs = re.findall(r"count: (\d+)\n\s+base: (\d+)", source)
    assert len(pairs) == 11
    assert all(
        int(part) * 2000 % int(base) != 0 or int(part) * 1000 % int(base) == 0
        for part, base in pairs
    )


@pytest.mark.parametrize("guide", GUIDES)
def test_the_printed_examples_of_the_guides(guide: str) -> None:
    """The tables of expressions and cells print what the reference report prints."""
    report = pipeline.compute(read_config(REFERENCE))
    estimates = report.results.estimates
    locales = load_locale("zh"), load_locale("en")
    cell = estimates["clinical.ai_training.yes@region=east"]
    said = estimates["clinical.awareness.aware"]
    text = read(guide)
    forms = ("share", "percent", "count", "fraction", "interval")
    rows = [
        *((f'`{name}("awareness", "aware")`', Number(said, Form(name))) for name in forms),
        *((f"`{name}`", Number(cell, form)) for name, form in CELL_FORMS.items()),
    ]
    for name, number in rows:
        printed = " | ".join(
            locale.number(number).replace("\u2009", " ").replace("\u00a0", " ")
            for locale in locales
        )
        assert f"| {name} | {printed} |" in text
