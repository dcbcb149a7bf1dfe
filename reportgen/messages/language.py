"""The environment → the language in which the program speaks to its user."""

from __future__ import annotations

import os
from collections.abc import Mapping

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = (ENGLISH, CHINESE)
"""The languages of the catalogue."""

VARIABLE = "REPORTGEN_LANGUAGE"
_VARIABLES = (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a language is looked for; the first that is set decides, as POSIX has it."""


def user_language(environment: Mapping[str, str] | None = None) -> str:
    """zh where the user's language is Chinese, otherwise en."""
    variables = os.environ if environment is None else environment
    wanted = next((variables[name] for name in _VARIABLES if variables.get(name)), "")
    return CHINESE if wanted.lower().startswith(CHINESE) else ENGLISH
