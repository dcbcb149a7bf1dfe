"""Names that the program knows: chart kinds, cells, editions, formats and so on."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from itertools import product

from reference import text
from reference.speech import Speech, code
from reportgen.charts import CHARTS
from reportgen.compose.compose import CELL_FORMS
from reportgen.compose.outline import ROLES
from reportgen.document import Form, Number
from reportgen.editions import EDITIONS, Edition
from reportgen.listing import KINDS
from reportgen.locales import load_locale
from reportgen.locales.headings import NUMBERINGS, heading_number
from reportgen.locales.locale import MEASURES
from reportgen.measures import Distribution, measure
from reportgen.messages import say
from reportgen.readers.tabular import READERS
from reportgen.renderers import RENDERERS
from reportgen.renderers.ledger import COLUMNS
from reportgen.results import Estimate
from reportgen.schema import SCHEMAS
from reportgen.starters import starters
from reportgen.statistics import INTERVALS, STATISTICS
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text
from reportgen.theme import known_themes, read_theme

PAGES: Mapping[str, str] = {
    "commands": "Commands, their options, exit codes, environment variables.",
    "report-yaml": "Every key of report.yaml.",
    "codebook": "Every key of a codebook.",
    "lists": "The reference list, and figures already in print.",
    "expressions": "What can stand between `{{` and `}}`, with what it prints.",
    "charts": "Every kind of chart, with a picture.",
    "names": "Cells, statistics, editions, formats and other names.",
    "theme-yaml": "Every token of a theme, and its value in the themes that ship with the program.",
    "../messages": "Every message with its code, and how to mend what it tells of.",
}
KINDS_OF_CHART: Mapping[str, tuple[str, str]] = {
    "bar": (
        "A bar for each option, of all respondents; with `panels: true`, in a panel for each "
        "category of `by`. `intervals: true` adds the confidence intervals.",
        "No `by`, or panels.",
    ),
    "diverging_bar": (
        "For each item a bar of an ordered scale on both sides of a zero line, with the totals "
        "of both sides; with `by`, a bar for each category. Residual options stand apart at the "
        "right, as the neutral one does with `neutral_at: right`. `order: descending` sorts the "
        "items by agreement.",
        "A `direction`; single responses whose items have the same options.",
    ),
    "dot": (
        "A dot for each option on a scale, with its confidence interval; with `by`, several in a "
        "row, or with `panels: true` a panel for each category.",
        "Nothing.",
    ),
    "dumbbell": (
        "For each row the dots of two groups, joined by a line.",
        "A `by` with two options.",
    ),
    "grouped_bar": (
        "For each row a bar for each category of `by`. `intervals: true` adds the confidence "
        "intervals.",
        "A `by`.",
    ),
    "heat_map": (
        "For each row a cell for each category of `by`, coloured by its share.",
        "A `by`.",
    ),
    "slope": (
        "For each row a line over the categories of `by`, as over waves or age groups.",
        "A `by` whose options are in order.",
    ),
    "histogram": (
        "A bar for each class of numbers; with `by` a panel for each category.",
        "One item of type `integer` or `decimal`.",
    ),
    "box": (
        "For each item, or with `by` for each category, a box with median, quartiles, whiskers and "
        "outliers.",
        "Items of type `integer` or `decimal`.",
    ),
    "upset": (
        "The combinations in which options were selected together, the most frequent first.",
        "One item of type `select_multiple`. No `by`.",
    ),
    "flow": (
        "From those invited to those who answered each item, with those who left and why.",
        "Items of one survey. No `by`.",
    ),
    "stacked_bar": (
        "For each item a bar of 100% with its options as segments; with `by`, a bar for each "
        "category.",
        "Single responses whose items have the same options.",
    ),
}
OTHER_PICTURES: Mapping[str, tuple[str, ...]] = {
    "bar": ("bar_panels",),
    "diverging_bar": ("diverging_bar_apart",),
    "dot": ("dot_panels",),
}
"""Pictures of a kind with options, by the names that scripts/gallery/report.yaml gives them."""
INTERVAL_METHODS: Mapping[str, str] = {
    "wilson": "The score interval without continuity correction.",
}
SCALE = (4, 6, 10, 20, 14)
"""How many answered 1 to 5 in the example of a statistic."""
ITEM_TYPES: Mapping[str, str] = {
    "select_one": "One option of a list.",
    "select_multiple": "Any number of options of a list.",
    "integer": "A whole number.",
    "decimal": "A number, with a full stop for the decimals.",
    "text": "Words. They are read, and not yet shown.",
}
DATA_FORMATS: Mapping[str, str] = {
    ".csv": "Text in UTF-8, separated by commas.",
    ".tsv": "Text in UTF-8, separated by tabs.",
    ".xlsx": "A worksheet of Excel.",
    ".xlsm": "A worksheet of Excel with macros, which are not run.",
    ".xls": "A worksheet of Excel up to 2003.",
    ".ods": "A worksheet of LibreOffice.",
}
FORMATS: Mapping[str, str] = {
    "pdf": "Print-ready pages.",
    "docx": "A draft for Word, in named styles.",
    "html": "One page for a browser, with everything in it.",
}
ROLES_OF_SECTIONS: Mapping[str, str] = {
    "abstract": "Printed with the title block.",
    "introduction": "Its heading is not printed in Chinese.",
    "methods": "A part of an article.",
    "results": "A part of an article.",
    "discussion": "A part of an article.",
    "declarations": "A part of an article: funding, interests, data.",
    "references": "The reference list follows here.",
}
LEDGER: Mapping[str, str] = {
    "id": "The name of the estimate: `survey.item.option@by=category`.",
    "survey": "The survey.",
    "item": "The item; none for a number of respondents.",
    "option": "The option; none for a base, `(missing)` for those who did not answer.",
    "statistic": "The statistic with its arguments; none for a count or a proportion.",
    "filter": "The category that the number is limited to.",
    "form": "How it is printed.",
    "base_unweighted": "The base.",
    "count": "The count; a statistic has none.",
    "exact_value": "Count over base, between 0 and 1; of a statistic its value.",
    "standard_error": "The standard error.",
    "interval_lower": "The lower limit of the interval.",
    "interval_upper": "The upper limit of the interval.",
    "printed_LANGUAGE": "As it reads in the language: `printed_zh`, `printed_en`.",
    "places_LANGUAGE": "Every place where it stands in the language: `places_zh`, `places_en`.",
}
OF_EACH_LANGUAGE = ("printed_LANGUAGE", "places_LANGUAGE")
"""Columns of the ledger that there are for each language of the report."""
NUMBERINGS_IN_WORDS: Mapping[str, str] = {
    "cma": "Journals of the Chinese Medical Association: numbers from the second level on.",
    "cyt35": "CY/T 35: numbers at every level.",
    "none": "No numbers.",
}
FILES: Mapping[str, str] = {
    "report": "report.yaml.",
    "codebook": "A codebook in YAML.",
    "theme": "theme.yaml.",
    "references": "The reference list.",
    "published": "Figures that are in print.",
}
LANGUAGES: Mapping[str, str] = {"zh": "Chinese", "en": "English"}


def index(speech: Speech) -> str:
    """The first page of the reference."""
    lines = speech.page(
        "Reference",
        "These pages are made from the program itself: its models, its tables of names, its "
        "command line.",
        "index",
    )
    rows = [(f"[{speech.say(title)}]({speech.beside(page)})", speech.say(PAGES[page]))
            for page, title in TITLES.items()]  # fmt: skip
    return "\n".join(lines + speech.table(("page", "what"), rows)) + "\n"


TITLES: Mapping[str, str] = {
    "commands": "Commands",
    "report-yaml": "report.yaml",
    "codebook": "Codebook",
    "lists": "references.yaml and published.yaml",
    "expressions": "Expressions",
    "charts": "Chart kinds",
    "names": "Names",
    "theme-yaml": "theme.yaml",
    "../messages": "Messages",
}


def charts(speech: Speech) -> str:
    """The page on chart kinds."""
    lines = speech.page(
        "Chart kinds",
        "What a figure's `chart` can be. The pictures are of the reference report.",
        "charts",
    )
    for kind in CHARTS:
        what, needs = KINDS_OF_CHART[kind]
        lines += ["", f"## {kind}", "", speech.say(what)]
        lines += ["", f"{speech.say('It needs:')} {speech.say(needs)}", ""]
        for name in (kind, *OTHER_PICTURES.get(kind, ())):
            lines += [f"![{name}](../images/charts/{name}.{speech.language}.journal.png)", ""]
        lines.pop()
    return "\n".join(lines) + "\n"


def names(speech: Speech) -> str:
    """The page on all other names."""
    lines = speech.page("Names", "What keys of the files can name, and what it is.", "names")
    for title, heads, rows in _sections(speech):
        lines += ["", f"## {speech.say(title)}"]
        lines += speech.table(heads, rows)
    return "\n".join(lines) + "\n"


Section = tuple[str, tuple[str, ...], Iterable[tuple[str, ...]]]


def _sections(speech: Speech) -> Iterable[Section]:
    printed = ("name", "in Chinese", "in English")
    what = ("name", "what")

    def told(known: Iterable[str], words: Mapping[str, str]) -> list[tuple[str, ...]]:
        return [(code(name), speech.say(words[name])) for name in known]

    yield (
        "Cells of tables",
        printed,
        [(code(cell), *_example(form)) for cell, form in CELL_FORMS.items()],
    )
    yield "Forms of a number", printed, [(code(form), *_example(form)) for form in Form]
    yield "Statistics", what, told(STATISTICS, text.OF_STATISTICS)
    yield "Interval methods", what, told(INTERVALS, INTERVAL_METHODS)
    yield "Editions", ("name", "text", "title block", "captions"), _editions(speech)
    yield "Formats", what, told(RENDERERS, FORMATS)
    yield "Formats of data", what, told(READERS, DATA_FORMATS)
    yield "Types of items", what, told(ItemType, ITEM_TYPES)
    yield "Ids of sections", what, told(ROLES, ROLES_OF_SECTIONS)
    yield "Heading numbering", ("name", "example", "what"), _numberings(speech)
    yield "Themes", ("name", "extends"), _themes()
    yield "Examples to begin with", what, _starters(speech)
    yield (
        "Kinds of things listed",
        what,
        [(code(kind), say(f"kind_{kind}", speech.language)) for kind in KINDS],
    )
    yield "Kinds of files with a schema", what, told(SCHEMAS, FILES)
    yield "Columns of the number ledger", what, told((*COLUMNS, *OF_EACH_LANGUAGE), LEDGER)


def _example(form: Form) -> tuple[str, str]:
    """How a form prints one number of the reference report, or the mean score of SCALE."""
    estimates = text.project().results.estimates
    of_statistic = form in MEASURES
    number = Number(_mean_score() if of_statistic else estimates["clinical.awareness.aware"], form)
    return tuple(
        load_locale(language).number(number).replace("\u2009", " ").replace("\u00a0", " ")
        for language in ("zh", "en")
    )


def _mean_score() -> Estimate:
    codes = [str(score) for score in range(1, len(SCALE) + 1)]
    options = tuple(ResponseOption(code, Text.same(code)) for code in codes)
    item = Item("survey", "item", ItemType.SELECT_ONE, Text.same("item"), options)
    return measure("mean_score", (), Distribution(item, (), SCALE, sum(SCALE)))


def _documented(speech: Speech, registry: Iterable[str]) -> list[tuple[str, ...]]:
    def words(function: Callable[..., object]) -> str:
        return (inspect.getdoc(function) or "").split("\n\n")[0]

    return [(code(name), speech.say(words(registry.get(name)))) for name in registry]


def _editions(speech: Speech) -> list[tuple[str, ...]]:
    def languages(parts: Iterable[str]) -> str:
        return speech.listed(speech.say(LANGUAGES[part]) for part in parts)

    def row(edition: Edition) -> tuple[str, ...]:
        return tuple(map(languages, (edition.body, edition.front, edition.captions)))

    return [(code(name), *row(edition)) for name, edition in EDITIONS.items()]


def _numberings(speech: Speech) -> list[tuple[str, ...]]:
    levels = ((2,), (2, 1), (2, 1, 3), (2, 1, 3, 4))
    shown = {style: [] for style in NUMBERINGS}
    for style, level in product(NUMBERINGS, levels):
        shown[style].append(heading_number(style, level).strip())
    return [
        (code(style), " · ".join(filter(None, numbers)), speech.say(NUMBERINGS_IN_WORDS[style]))
        for style, numbers in shown.items()
    ]


def _starters(speech: Speech) -> list[tuple[str, ...]]:
    return [(code(name), found.title[speech.language]) for name, found in starters().items()]


def _themes() -> list[tuple[str, ...]]:
    chains = {name: [parent for parent, _ in read_theme(name).chain] for name in known_themes()}
    return [(code(name), " → ".join(map(code, chain[1:])) or "–") for name, chain in chains.items()]
