"""What the hover says of a number's option: combinations and states too."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config import read_config
from reportgen.document import Definitions
from reportgen.locales import load_locale
from reportgen.readers import read_surveys
from reportgen.renderers.telling_numbers import told
from reportgen.resources import examples_folder
from reportgen.results import Estimate, Results
from reportgen.statistics import tabulate


@pytest.fixture(scope="module")
def results() -> Results:
    project = read_config(Path(examples_folder()) / "gallery")
    return tabulate(read_surveys(project), project)


@pytest.mark.parametrize(
    ("figure", "option", "zh", "en"),
    [
        ("tasks", "[nodule brain]", "肺结节筛查＋脑卒中与颅内出血分析",
         "Pulmonary nodule screening + Analysis of stroke and intracranial haemorrhage"),
        ("tasks", "[nodule]", "仅肺结节筛查", "Pulmonary nodule screening only"),
        ("respondents", "(missing)", "未作答", "no answer"),
        ("respondents", "(skipped)", "未询问", "not asked"),
        ("respondents", "(given 1)", None, None),
        ("years", "[5,10)", "[5,10)", "[5,10)"),
    ],
)  # fmt: skip
def test_an_option_is_named_in_words(
    results: Results, figure: str, option: str, zh: str | None, en: str | None
) -> None:
    estimate: Estimate = next(
        each for each in results.tabulations[f"fig:{figure}"].estimates if each.option == option
    )
    definitions = Definitions(results.items, {})
    for language, expected in (("zh", zh), ("en", en)):
        locale = load_locale(language)
        terms = dict(told(estimate, definitions, locale))
        assert terms.get(locale.words["told_option"]) == expected
