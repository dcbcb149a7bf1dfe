"""The files that people write: their keys, from the schemas that editors get too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference.speech import Speech, anchor, code
from reportgen.schema import schema
from reportgen.theme import known_themes, read_theme

Schema = Mapping[str, Any]

PLACEHOLDERS = {
    "surveys": "SURVEY",
    "tables": "TABLE",
    "figures": "FIGURE",
    "settings": "LANGUAGE",
    "locales": "LANGUAGE",
    "languages": "EDITION",
    "choices": "LIST",
}
"""What stands for a name in the path of a group of keys, by the key above it."""
NOTHING = "–"
COLOUR = "^#["
"""How the pattern of a colour begins."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of keys: every place in the file where it stands, and its schema."""

    paths: tuple[str, ...]
    schema: Schema

    @property
    def heading(self) -> str:
        """Its first path; the file's own keys have none."""
        return self.paths[0]


@dataclass(slots=True)
class Keys:
    """The keys of one kind of file, group by group."""

    root: Schema
    found: dict[str, list[str]] = field(default_factory=dict)
    """By the name of a group's schema: its paths, in the order in which they are met."""

    def groups(self) -> list[Group]:
        """The groups below the top, each before those that it holds."""
        self._find("", self.root)
        return [Group(tuple(paths), self.root["$defs"][name]) for name, paths in self.found.items()]

    def heading(self, name: str) -> str:
        """The heading of the group with a schema's name."""
        return self.found[name][0]

    def _find(self, path: str, part: Schema) -> None:
        for below, name in self._inside(path, part):
            is_new = name not in self.found
            if below not in self.found.setdefault(name, []):
                self.found[name].append(below)
            if is_new:
                self._find(below, self.root["$defs"][name])

    def _inside(self, path: str, part: Schema) -> Iterator[tuple[str, str]]:
        """The groups that the keys of a group hold: path, and name of the schema."""
        for key, form in part.get("properties", {}).items():
            yield from self._references(f"{path}.{key}" if path else key, key, form)

    def _references(self, path: str, key: str, form: Any) -> Iterator[tuple[str, str]]:
        if "$ref" in form:
            yield path, form["$ref"].rpartition("/")[2]
        for choice in (*form.get("anyOf", ()), *form.get("oneOf", ())):
            yield from self._references(path, key, choice)
        if isinstance(form.get("additionalProperties"), dict):
            below = f"{path}.{PLACEHOLDERS.get(key, 'NAME')}"
            yield from self._references(below, key, form["additionalProperties"])
        if isinstance(form.get("items"), dict):
            yield from self._references(path, key, form["items"])


def report_yaml(speech: Speech) -> str:
    """The page on report.yaml."""
    return _page(speech, "report", "report.yaml", "The settings of a report, key by key.")


def codebook(speech: Speech) -> str:
    """The page on codebooks."""
    return _page(
        speech, "codebook", "Codebook",
        "A questionnaire in YAML, in the words of XLSForm. A workbook has the same keys as columns "
        "of its sheets `survey`, `choices` and `settings`.",
    )  # fmt: skip


def lists(speech: Speech) -> str:
    """The page on references.yaml and published.yaml."""
    lines = speech.page(
        "references.yaml and published.yaml",
        "The reference list, and figures that are already in print.",
        "lists",
    )
    for kind in ("references", "published"):
        form = schema(kind)
        keys = Keys(form.get("items", form) | {"$defs": form.get("$defs", {})})
        groups = keys.groups()
        lines += ["", f"## {kind}.yaml", "", speech.say(form["description"])]
        lines += _table(speech, keys, keys.root)
        lines += _groups(speech, keys, groups, "###")
    return _joined(lines)


def theme_yaml(speech: Speech) -> str:
    """The page on theme.yaml, with what each shipped theme says."""
    keys = Keys(schema("theme"))
    groups = keys.groups()
    lines = speech.page(
        "theme.yaml",
        "The tokens of a theme. A theme that extends another gives those that differ; one that "
        "extends none gives all that have no default.",
        "theme-yaml",
    )
    lines += _table(speech, keys, keys.root)
    lines += _groups(speech, keys, groups, "##")
    lines += ["", f"## {speech.say('Values of the themes')}", ""]
    lines += [
        speech.say("What each theme that ships with the program says, its parents' included.")
    ]
    return _joined(lines + _values(speech))


def _values(speech: Speech) -> list[str]:
    themes = {name: dict(read_theme(name).tokens()) for name in known_themes()}
    tokens = dict.fromkeys(key for values in themes.values() for key in values)
    rows = [
        [code(".".join(map(str, key))), *(_value(values.get(key)) for values in themes.values())]
        for key in tokens
    ]
    lines = speech.table(["token"], rows)
    heads = "".join(f" {code(name)} |" for name in themes)
    return [lines[0], lines[1] + heads, lines[2] + " --- |" * len(themes), *lines[3:]]


def _value(value: object) -> str:
    if value is None or value in ({}, (), []):
        return ""
    return code(", ".join(map(str, value)) if isinstance(value, list | tuple) else value)


def _page(speech: Speech, kind: str, title: str, introduction: str) -> str:
    keys = Keys(schema(kind))
    groups = keys.groups()
    lines = speech.page(title, introduction, "report-yaml" if kind == "report" else kind)
    lines += _table(speech, keys, keys.root)
    return _joined(lines + _groups(speech, keys, groups, "##"))


def _groups(speech: Speech, keys: Keys, groups: list[Group], mark: str) -> list[str]:
    lines: list[str] = []
    for group in groups:
        lines += ["", f"{mark} {code(group.heading)}", ""]
        lines += [speech.say(group.schema["description"])]
        if len(group.paths) > 1:
            others = speech.listed(code(path) for path in group.paths[1:])
            lines[-1] += " " + speech.say("The same keys: {}.").format(others)
        lines += _table(speech, keys, group.schema)
    return lines


def _table(speech: Speech, keys: Keys, part: Schema) -> list[str]:
    required = set(part.get("required", ()))
    rows = [
        (
            speech.listed(map(code, names)),
            _type(speech, keys, form),
            speech.say("required") if required.intersection(names) else _default(form),
            speech.say(form["description"]),
        )
        for names, form in _by_wording(part)
    ]
    if not required and all(row[2] == NOTHING for row in rows):
        return speech.table(("key", "takes", "what"), [(*row[:2], row[3]) for row in rows])
    return speech.table(("key", "takes", "when left out", "what"), rows)


def _by_wording(part: Schema) -> list[tuple[list[str], Schema]]:
    """The keys of a group; one that is given by language too, as label::English (en), once."""
    found: dict[str, tuple[list[str], Schema]] = {}
    for key, form in part.get("properties", {}).items():
        found.setdefault(key.partition("::")[0], ([], form))[0].append(key)
    return list(found.values())


def _default(form: Schema) -> str:
    default = form.get("default")
    if default in (None, [], {}):
        return NOTHING
    return code(default if isinstance(default, str) else json.dumps(default, ensure_ascii=False))


def _type(speech: Speech, keys: Keys, form: Any) -> str:
    """What a key takes, in words."""
    say = speech.say
    if "$ref" in form:
        heading = keys.heading(form["$ref"].rpartition("/")[2])
        return f"[{say('keys')}](#{anchor(heading)})"
    if "enum" in form:
        return speech.listed(code(_plain(value)) for value in form["enum"] if value is not None)
    if "anyOf" in form or "oneOf" in form:
        return _choice(speech, keys, form)
    kinds = form.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else [kind for kind in kinds if kind != "null"]
    return speech.either(_simple(speech, keys, form, kind) for kind in kinds)


def _choice(speech: Speech, keys: Keys, form: Any) -> str:
    every = (*form.get("anyOf", ()), *form.get("oneOf", ()))
    choices = [choice for choice in every if choice != {"type": "null"}]
    if all(list(choice) == ["pattern"] for choice in choices) and "examples" in form:
        return speech.listed(map(code, form["examples"]))
    if _is_local_text(choices):
        return speech.say("a text, or one for each language")
    if any("true" in choice.get("enum", ()) for choice in choices):
        choices = [choice for choice in choices if "enum" in choice]  # which has the truth values
    return speech.either(_type(speech, keys, choice) for choice in choices)


def _is_local_text(choices: list[Any]) -> bool:
    return [choice.get("type") for choice in choices] == ["string", "object"] and choices[1].get(
        "additionalProperties"
    ) == {"type": "string"}


def _simple(speech: Speech, keys: Keys, form: Any, kind: str) -> str:
    say = speech.say
    if kind == "array":
        return say("list: {}").format(_type(speech, keys, form["items"]))
    if kind == "object":
        inner = form.get("additionalProperties")
        return say("by name: {}").format(_type(speech, keys, inner)) if inner else say("keys")
    if kind == "string":
        if form.get("pattern", "").startswith(COLOUR):
            return say("a colour")
        return say("a path") if form.get("format") == "path" else say("a text")
    if kind in ("number", "integer") and {"minimum", "maximum"} <= form.keys():
        return f"{form['minimum']}–{form['maximum']}"
    words = {"number": "a number", "integer": "a whole number", "boolean": "`true` or `false`"}
    return say(words[kind])


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
