"""The schema of a codebook in YAML, made from the words that its reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.locales import LOCALES
from reportgen.readers.codebook import FLAGS, INTERVIEW_KEYS, INTERVIEW_TYPES
from reportgen.readers.wording import LANGUAGE
from reportgen.survey import ItemType

JsonSchema = dict[str, Any]

PARTS: Mapping[str, str] = {
    "settings": "About the questionnaire; may be left out.",
    "survey": "The items, in the order of the questionnaire.",
    "choices": "The options, by the name of their list.",
}
SETTINGS: Mapping[str, str] = {
    "form_id": "A short name of the questionnaire.",
    "form_title": "The questionnaire's title.",
    "version": "The questionnaire's version.",
    "default_language": "The language that the questionnaire opens in.",
    "note": "A remark for whoever reads the codebook; not printed.",
}
ITEM: Mapping[str, str] = {
    "type": "How the item is answered: select_one LIST, select_multiple LIST, integer, decimal, "
    "text.",
    "name": "The column of the data, and the item's name everywhere else: letters, digits, _, -.",
    "label": "The wording printed.",
    "note": "A remark for whoever reads the codebook; not printed.",
    "relevant": "Who was asked, as ${item} = 'code' and not(selected(${item}, 'code')); "
    "everyone when left out.",
}
OPTION: Mapping[str, str] = {
    "name": 'The code in the data, without spaces; "yes" and "no" in quotes.',
    "label": "The wording printed.",
    "note": "A remark for whoever reads the codebook; not printed.",
    "residual": "true for a rest, as other or not sure, that stands last where options are "
    "ordered by share.",
}
WORDINGS = ("label", "note", "form_title")
"""Keys that are given once, or by language, as label::English (en)."""

_PUNCTUATION = r"\s!-,./:-@\[-^`{-~\u2000-\u206f\u3000-\u303f\uff00-\uffef"
_NAME = rf"^\s*[^\d\-{_PUNCTUATION}][^{_PUNCTUATION}]*\s*$"
"""An item's name, said by what it can't hold: editors don't take a Chinese letter for a \\w."""
_INTERVIEW = f"^\\s*({'|'.join(INTERVIEW_KEYS)})\\s*(::.*)?$"
_BY_LANGUAGE = re.sub(r"\(\?P<\w+>", "(?:", LANGUAGE.pattern)


def codebook_schema() -> JsonSchema:
    """The schema of a codebook. Keys that steer the interview may stand anywhere, unexplained."""
    return {
        "description": "A questionnaire in XLSForm's vocabulary: its items and their options.",
        **_mapping(
            PARTS,
            {
                "settings": {"anyOf": [{"$ref": "#/$defs/settings"}, {"type": "null"}]},
                "survey": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}},
                "choices": {
                    "type": ["object", "null"],
                    "additionalProperties": {
                        "description": "A list of options, which several items may share.",
                        "type": "array",
                        "minItems": 1,
                        "items": {"$ref": "#/$defs/option"},
                    },
                },
            },
            required=("survey",),
        ),
        "$defs": {"settings": _settings(), "item": _item(), "option": _option()},
    }


def _settings() -> JsonSchema:
    plain: JsonSchema = {"type": ["string", "number", "null"]}
    keys = {key: plain for key in SETTINGS if key not in WORDINGS}
    return {"description": PARTS["settings"], **_mapping(SETTINGS, keys)}


def _item() -> JsonSchema:
    """An item; a row that asks nothing, as a note of the interview, needs no name and no label."""
    lists = "|".join(kind for kind in ItemType if kind.startswith("select"))
    plain = "|".join(kind for kind in ItemType if not kind.startswith("select"))
    asks_nothing = f"^\\s*({'|'.join(INTERVIEW_TYPES)})\\s*$"
    keys: dict[str, JsonSchema] = {
        "type": {
            "type": "string",
            "anyOf": [
                {"pattern": f"^\\s*({lists})\\s+\\S+\\s*$"},
                {"pattern": f"^\\s*({plain})\\s*$"},
                {"pattern": asks_nothing},
            ],
            "examples": ["select_one LIST", "select_multiple LIST", "integer", "decimal", "text"],
        },
        "name": {"type": "string"},
        "relevant": {"type": ["string", "null"]},
    }
    answered = {"properties": {"name": {"pattern": _NAME}}}
    return {
        "description": "One item.",
        **_mapping(ITEM, keys, required=("type",)),
        "if": {"properties": {"type": {"pattern": asks_nothing}}},
        "else": {"required": ["name"], **_has("label"), **answered},
    }


def _option() -> JsonSchema:
    keys: dict[str, JsonSchema] = {
        "name": {"type": ["string", "integer"], "pattern": "^\\s*\\S+\\s*$"},
        "residual": {
            "anyOf": [{"type": ["boolean", "null"]}, {"enum": list(FLAGS)}],
        },
    }
    return {
        "description": "One response option.",
        **_mapping(OPTION, keys, required=("name",)),
        **_has("label"),
    }


def _mapping(
    descriptions: Mapping[str, str], keys: Mapping[str, JsonSchema], required: Iterable[str] = ()
) -> JsonSchema:
    """A mapping of these keys, each described, and of those that steer the interview."""
    properties = {key: {"description": descriptions[key], **form} for key, form in keys.items()}
    patterns: JsonSchema = {_INTERVIEW: {}}
    for key in (key for key in descriptions if key in WORDINGS):
        text = {"description": descriptions[key], "type": "string"}
        properties[key] = text
        properties |= {f"{key}::{name}": text for name in map(_xlsform, LOCALES)}
        patterns[f"^\\s*{key}\\s*::\\s*{_BY_LANGUAGE}\\s*$"] = text
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "patternProperties": patterns,
        "additionalProperties": False,
    }


def _xlsform(language: str) -> str:
    """A language as XLSForm writes it, with the name that its speakers give it."""
    return f"{_OWN_NAMES[language]} ({language})" if language in _OWN_NAMES else language


_OWN_NAMES = {"zh": "中文", "en": "English"}


def _has(key: str) -> JsonSchema:
    """That a text stands there, in one language at least: not every name is that of another key."""
    return {"not": {"propertyNames": {"not": {"pattern": f"^\\s*{key}\\s*(::.*)?$"}}}}
