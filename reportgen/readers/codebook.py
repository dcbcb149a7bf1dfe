"""A codebook in XLSForm's vocabulary → Codebook: items, options, labels, universes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.errors import Finding, ReportError, error
from reportgen.readers.wording import name_of, stem, wording
from reportgen.readers.xlsform import CodebookFile, read_rows
from reportgen.survey import Codebook, Item, ItemType, ResponseOption
from reportgen.text import Text
from reportgen.universe import parse
from reportgen.yamlfile import KeyPath

PARTS = ("settings", "survey", "choices")
ITEM_KEYS = ("type", "name", "label", "note", "relevant")
OPTION_KEYS = ("name", "label", "note", "residual")
SETTING_KEYS = ("form_id", "form_title", "version", "default_language", "note")

# XLSForm keys that steer the interview and say nothing of the answers' meaning.
INTERVIEW_KEYS = (
    "hint", "guidance_hint", "required", "required_message", "constraint", "constraint_message",
    "appearance", "default", "read_only", "parameters", "choice_filter", "calculation", "trigger",
    "image", "audio", "video", "media", "body", "order", "style", "public_key", "submission_url",
    "instance_name", "form_version", "id_string",
)  # fmt: skip
# XLSForm rows that ask nothing.
INTERVIEW_TYPES = ("note", "start", "end", "today", "deviceid", "username", "audit", "calculate")

FLAGS = {"true": True, "yes": True, "false": False, "no": False}

_ITEM_NAME = re.compile(r"[^\W\d][\w-]*")


def read_codebook(path: Path, survey: str, languages: Sequence[str] = ()) -> Codebook:
    """Read the codebook of the survey called `survey`: YAML, or an XLSForm workbook.

    `languages` are those in which every label must be given. Raises ReportError with a finding
    for each fault: an unknown key, type or list; a name or label that is missing; an item or
    option that stands twice; a `relevant` that can't be read or names no item or no option.
    """
    file = read_rows(path)
    if not isinstance(file.data, dict):
        raise error("a codebook must be a mapping of settings, survey, choices", file.place(()))
    reading = _Reading(file, survey, languages)
    codebook = reading.codebook(file.data)
    if reading.faults:
        raise ReportError(*reading.faults)
    return codebook


@dataclass(slots=True)
class _Reading:
    """One codebook being read: what is known of it, and the faults found so far."""

    file: CodebookFile
    survey: str
    languages: Sequence[str]
    faults: list[Finding] = field(default_factory=list)
    keys: dict[str, KeyPath] = field(default_factory=dict)
    """Where each item stands, by name; also those with faults, so that no fault makes another."""

    def codebook(self, data: Mapping[str, Any]) -> Codebook:
        self._check_keys(data, (), PARTS)
        settings = data.get("settings") or {}
        if not isinstance(settings, dict):
            settings = {}
            self._fault("the settings must be a mapping", ("settings",))
        self._check_keys(settings, ("settings",), SETTING_KEYS)
        form_id = str(settings.get("form_id", self.file.path.stem))
        title, faults = wording(settings, ("settings",), self.file, "form_title", None)
        self.faults += faults
        items = self._items(data.get("survey"), self._lists(data.get("choices") or {}))
        self._check_universes(items)
        return Codebook(form_id, title or Text.same(form_id), items, str(self.file.path))

    def _fault(
        self,
        message: str,
        key: KeyPath,
        found: object = None,
        allowed: Sequence[str] = (),
        hint: str | None = None,
    ) -> None:
        text = None if found is None else str(found)
        self.faults.append(Finding(message, self.file.place(key), text, tuple(allowed), hint))

    def _check_keys(self, entry: Mapping[Any, Any], key: KeyPath, allowed: Sequence[str]) -> None:
        for name in entry:
            if stem(str(name)) not in allowed and stem(str(name)) not in INTERVIEW_KEYS:
                self._fault("unknown key", (*key, name), name, allowed)

    def _entries(
        self, rows: Any, key: KeyPath, kind: str, allowed: Sequence[str]
    ) -> list[tuple[KeyPath, Mapping[str, Any]]]:
        """The mappings of a list, each with its key, their keys checked."""
        if not isinstance(rows, list) or not rows:
            self._fault(f"this must be a list of {kind}s, with one at least", key)
            return []
        entries: list[tuple[KeyPath, Mapping[str, Any]]] = []
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                self._check_keys(row, (*key, index), allowed)
                entries.append(((*key, index), row))
            else:
                self._fault(f"the {kind} must be a mapping of {', '.join(allowed)}", (*key, index))
        return entries

    def _lists(self, choices: Any) -> dict[str, tuple[ResponseOption, ...]]:
        if not isinstance(choices, dict):
            self._fault("the choices must be a mapping of lists", ("choices",))
            return {}
        return {str(name): self._options(rows, name) for name, rows in choices.items()}

    def _options(self, rows: Any, name: str) -> tuple[ResponseOption, ...]:
        options: dict[str, ResponseOption] = {}
        for key, row in self._entries(rows, ("choices", name), "option", OPTION_KEYS):
            code, faults = name_of(row, key, self.file, "option")
            label, more = wording(row, key, self.file, "label", self.languages)
            self.faults += [*faults, *more]
            if code is None:
                continue
            if re.search(r"\s", code):
                hint = "a space separates the codes of a multiple response"
                self._fault("an option's name can't hold a space", (*key, "name"), code, hint=hint)
            elif code in options:
                self._fault(f"the list '{name}' has this option twice", (*key, "name"), code)
            is_residual = self._flag(row, (*key, "residual"))
            options.setdefault(code, ResponseOption(code, label or Text.same(code), is_residual))
        return tuple(options.values())

    def _flag(self, row: Mapping[str, Any], key: KeyPath) -> bool:
        """Whether a key of a row is set; a workbook's cells hold texts."""
        word = str(row.get(str(key[-1])) or "false").lower()
        if word not in FLAGS:
            self._fault(f"{key[-1]} must be true or false", key, word, tuple(FLAGS))
        return FLAGS.get(word, False)

    def _items(self, rows: Any, lists: Mapping[str, tuple[ResponseOption, ...]]) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for key, row in self._entries(rows, ("survey",), "item", ITEM_KEYS):
            if str(row.get("type", "")).strip() in INTERVIEW_TYPES:
                continue
            item = self._item(key, row, lists)
            if item is None:
                continue
            if item.name in items:
                first = items[item.name].place
                hint = f"the first stands at {first}"
                self._fault("this item stands twice", (*key, "name"), item.name, hint=hint)
            items.setdefault(item.name, item)
        return items

    def _item(
        self,
        key: KeyPath,
        row: Mapping[str, Any],
        lists: Mapping[str, tuple[ResponseOption, ...]],
    ) -> Item | None:
        name, faults = name_of(row, key, self.file, "item")
        label, more = wording(row, key, self.file, "label", self.languages)
        note, yet_more = wording(row, key, self.file, "note", None)
        self.faults += [*faults, *more, *yet_more]
        if name is not None:
            self.keys.setdefault(name, key)
        if name is not None and not _ITEM_NAME.fullmatch(name):
            hint = "letters, digits, _ and -, a letter or _ first"
            self._fault("this can't be an item's name", (*key, "name"), name, hint=hint)
        kind, options = self._type(key, row, lists)
        relevant = row.get("relevant")
        if relevant is not None and not isinstance(relevant, str):
            self._fault("relevant must be a text", (*key, "relevant"), relevant)
            relevant = None
        if name is None or kind is None:
            return None
        place = self.file.place(key)
        wanted = label or Text.same(name)
        return Item(self.survey, name, kind, wanted, options, relevant or None, note, place)

    def _type(
        self,
        key: KeyPath,
        row: Mapping[str, Any],
        lists: Mapping[str, tuple[ResponseOption, ...]],
    ) -> tuple[ItemType | None, tuple[ResponseOption, ...]]:
        words = str(row.get("type") or "").split()
        where = (*key, "type")
        if not words:
            self._fault("the item has no type", key, allowed=tuple(ItemType))
            return None, ()
        if words[0] not in tuple(ItemType):
            self._fault("unknown type", where, words[0], tuple(ItemType), _type_hint(words[0]))
            return None, ()
        kind = ItemType(words[0])
        if kind not in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
            if len(words) > 1:
                self._fault(f"the type {kind} takes no list", where, " ".join(words))
            return kind, ()
        if len(words) != 2:
            self._fault(f"write {kind} and the name of one list", where, " ".join(words))
            return None, ()
        if words[1] not in lists:
            self._fault("unknown list of choices", where, words[1], tuple(lists))
            return None, ()
        return kind, lists[words[1]]

    def _check_universes(self, items: Mapping[str, Item]) -> None:
        """Each `relevant` can be read, and names items and codes that there are."""
        for item in items.values():
            if item.relevant is None:
                continue
            place = self.file.place((*self.keys[item.name], "relevant"))
            try:
                condition = parse(item.relevant, place)
            except ReportError as fault:
                self.faults += fault.findings
                continue
            others = tuple(name for name in self.keys if name != item.name)
            hint = f"in the expression: {item.relevant}"
            for answer in condition.answers:
                where = f"relevant, character {answer.column}: "
                if answer.item == item.name:
                    message = where + "an item can't depend on itself"
                    self.faults.append(Finding(message, place, answer.item, hint=hint))
                elif answer.item not in self.keys:
                    message = where + "unknown item"
                    self.faults.append(Finding(message, place, answer.item, others, hint))
            for answer, literal in condition.codes:
                codes = items[answer.item].codes if answer.item in items else ()
                if codes and literal.value not in codes:
                    message = f"relevant, character {literal.column}: '{answer.item}' has no such "
                    self.faults.append(
                        Finding(message + "option", place, str(literal.value), codes, hint)
                    )


def _type_hint(word: str) -> str | None:
    if word.startswith(("begin", "end")):
        return "groups aren't read: give each item its own relevant, and take the group's rows out"
    return None
