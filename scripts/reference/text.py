"""What report.md may say: the functions of its expressions, with what they print."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache

from reference.speech import Speech, code
from reportgen.compose.expressions import Expressions, Label
from reportgen.config import read_config
from reportgen.document import Number
from reportgen.locales import load_locale
from reportgen.readers import read_surveys
from reportgen.resources import example_folder
from reportgen.statistics import tabulate

OF_STATISTICS: Mapping[str, str] = {
    "mean_score": "The mean of the codes of an item whose codes are numbers; residual options are "
    "left out.",
    "mean": "The mean of numbers, with its standard error and normal interval.",
    "standard_deviation": "The standard deviation of a sample (n − 1).",
    "minimum": "The smallest number.",
    "lower_quartile": "The quantile at 1/4, by definition 7 of Hyndman and Fan.",
    "median": "The number in the middle, or the mean of the two in the middle.",
    "upper_quartile": "The quantile at 3/4, by definition 7 of Hyndman and Fan.",
    "maximum": "The largest number.",
    "quantile": 'The quantile at a share: `quantile("hours", "0.9")`.',
}
"""What each statistic is."""
WORDS: Mapping[str, str] = {
    "share": "The share of an option: percentage, count and base.",
    "percent": "The percentage of an option.",
    "count": "How many selected an option.",
    "fraction": "Count and base of an option.",
    "interval": "The 95% confidence interval of an option's share.",
    **OF_STATISTICS,
}
"""What the functions are that have no text of their own."""
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "share": (
        'share("awareness", "aware")',
        'share("ai_courses", "yes", level="postgraduate")',
        'share("barriers", rank=1)',
    ),
    "percent": ('percent("awareness", "aware")',),
    "count": ('count("awareness", "aware")',),
    "fraction": ('fraction("awareness", "aware")',),
    "interval": ('interval("awareness", "aware")',),
    "base": ('base("ai_in_department")', 'base("ai_courses", level="postgraduate")'),
    "respondents": ('respondents("clinical")',),
    "label": (
        'label("barriers")',
        'label("barriers", "experts")',
        'label("barriers", rank=1, lower=True)',
    ),
}
"""Examples in the reference report. Its text writes true where Python has True."""
ARGUMENTS: Mapping[str, str] = {
    "item": "The name of an item.",
    "option": "The code of one of its options.",
    "rank": "In place of an option: 1 for the most frequent, 2 for the next.",
    "lower": "`true`: with a small first letter, for the middle of an English sentence.",
    "where": 'A condition, as `level="postgraduate"`: among those of that category of another '
    "item. The item has to be a `by` of a table or figure, or stand under `breakdowns`.",
    "codes": 'Codes of options that were selected together, as `["ct", "mri"]`.',
    "form": "`share`, `percent`, `count` or `fraction`.",
    "survey": "The short name of a survey.",
    "text": "What is said to the co-authors.",
    "by": "Who says it.",
    "target": "What is referred to: `tbl:NAME`, `fig:NAME` or `sec:ID`.",
    "keys": "Keys of the reference list, one or several.",
    "name": "A short name: of a table, a figure or a statistic.",
    "arguments": "What the statistic takes besides: codes, or lists of codes.",
    "show": "`value`, `error` for the standard error, or `interval`.",
}


@cache
def project() -> Expressions:
    """The expressions of the reference report."""
    found = read_config(example_folder())
    results = tabulate(read_surveys(found), found)
    config = found.config
    return Expressions(results, tuple(config.tables), tuple(config.figures), (), ())


def functions() -> dict[str, Callable[..., str]]:
    """The functions by name."""
    return project().functions()


def expressions(speech: Speech) -> str:
    """The page on expressions."""
    lines = speech.page(
        "Expressions",
        "What can stand between `{{` and `}}` in report.md, in captions and in notes. What the "
        "examples print is computed from the reference report.",
        "expressions",
    )
    for name, function in functions().items():
        lines += ["", f"## {name}", "", _about(speech, name, function)]
        lines += ["", "```text", f"{{{{ {name}({_signature(function)}) }}}}", "```"]
        rows = [(code(example.replace("True", "true")), *_printed(example))
                for example in EXAMPLES.get(name, ())]  # fmt: skip
        lines += speech.table(("example", "in Chinese", "in English"), rows)
    lines += ["", f"## {speech.say('Arguments')}"]
    used = dict.fromkeys(
        part for function in functions().values() for part in inspect.signature(function).parameters
    )
    lines += speech.table(
        ("argument", "what"), [(code(part), speech.say(ARGUMENTS[part])) for part in used]
    )
    return "\n".join(lines) + "\n"


def _about(speech: Speech, name: str, function: Callable[..., str]) -> str:
    return speech.say(WORDS.get(name) or _first_paragraph(function))


def _first_paragraph(function: Callable[..., str]) -> str:
    return (inspect.getdoc(function) or "").split("\n\n")[0]


def _signature(function: Callable[..., str]) -> str:
    """A function's arguments as they are typed: in brackets those that may be left out."""
    parts = []
    for name, part in inspect.signature(function).parameters.items():
        if part.kind is part.VAR_KEYWORD:
            parts.append('[, ITEM="CATEGORY"]')
        elif part.kind is part.VAR_POSITIONAL:
            parts.append(f", {name}, …" if parts else f"{name}, …")
        elif part.default is not part.empty:
            value = "…" if part.default is None else str(part.default).lower()
            named = f"{name}={value}" if part.kind is part.KEYWORD_ONLY else name
            parts.append(f"[, {named}]")
        else:
            parts.append(f", {name}" if parts else name)
    return "".join(parts)


def _printed(example: str) -> tuple[str, str]:
    """What an example prints in Chinese and in English."""
    found = project()
    eval(example, {"__builtins__": {}}, found.functions())
    span = found.spans[-1]
    if isinstance(span, Number):
        zh, en = (load_locale(language).number(span) for language in ("zh", "en"))
        return _plain(zh), _plain(en)
    assert isinstance(span, Label)
    return span.words("zh").text, span.words("en").text


def _plain(printed: str) -> str:
    return printed.replace("\u2009", " ").replace("\u00a0", " ")
