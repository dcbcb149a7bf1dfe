"""The language in which the program speaks to its user."""

import pytest

from reportgen.messages import user_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LC_ALL": "zh_CN", "REPORTGEN_LANGUAGE": "en"}, "en"),
        ({"LC_ALL": "C", "REPORTGEN_LANGUAGE": "zh"}, "zh"),
        ({"REPORTGEN_LANGUAGE": "ZH"}, "zh"),
        ({"REPORTGEN_LANGUAGE": "fr", "LANG": "zh_CN"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(environment: dict[str, str], language: str) -> None:
    assert user_language(environment) == language


def test_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANGUAGE", "zh")
    assert user_language() == "zh"
