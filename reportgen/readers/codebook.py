"""A codebook in XLSForm's vocabulary → Codebook: items, options, labels, universes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportgen.errors import Finding, ReportError, error, finding
from reportgen.readers.conditions import wrong_names
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
    partial = read_partly(path, survey, languages)
    if partial.faults:
        raise ReportError(*partial.faults)
    return partial.codebook


@dataclass(frozen=True, slots=True)
class PartialCodebook:
    """A codebook as far as it is right: also the names of items that are left out, and why."""

    codebook: Codebook
    names: frozenset[str]
    faults: tuple[Finding, ...]


def read_partly(path: Path, survey: str, languages: Sequence[str] = ()) -> PartialCodebook:
    """As `read_codebook`; raises ReportError only for a file that can't be read at all."""
    file = read_rows(path)
    if not isinstance(file.data, dict):
        raise error("codebook-not-a-mapping", file.place(()))
    reading = _Reading(file, survey, languages)
    codebook = reading.codebook(file.data)
    return PartialCodebook(codebook, frozenset(reading.keys), tuple(reading.faults))


@dataclass(frozen=True, slots=True)
class _Kind:
    """The entries of one part of the codebook: their keys, and the findings where they lack one."""

    keys: tuple[str, ...]
    nameless: str
    no_list: str
    no_mapping: str


_ITEM = _Kind(ITEM_KEYS, "item-without-name", "items-not-a-list", "item-not-a-mapping")
_OPTION = _Kind(OPTION_KEYS, "option-without-name", "options-not-a-list", "option-not-a-mapping")


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
            self._fault("settings-not-a-mapping", ("settings",))
        self._check_keys(settings, ("settings",), SETTING_KEYS)
        form_id = str(settings.get("form_id", self.file.path.stem))
        title, faults = wording(settings, ("settings",), self.file, "form_title", None)
        self.faults += faults
        items = self._items(data.get("survey"), self._lists(data.get("choices") or {}))
        for name, item in list(items.items()):
            if not self._check_universe(item, items):  # it is told, and the rest is still of use
                items[name] = replace(item, relevant=None)
        return Codebook(form_id, title or Text.same(form_id), items, str(self.file.path))

    def _fault(
        self,
        name: str,
        key: KeyPath,
        found: object = None,
        allowed: Sequence[str] = (),
        details: Sequence[str] = (),
        **values: object,
    ) -> None:
        self.faults.append(finding(name, self.file.place(key), found, allowed, details, **values))

    def _check_keys(self, entry: Mapping[Any, Any], key: KeyPath, allowed: Sequence[str]) -> None:
        for name in entry:
            if stem(str(name)) not in allowed and stem(str(name)) not in INTERVIEW_KEYS:
                self._fault("unknown-key", (*key, name), name, allowed)

    def _entries(
        self, rows: Any, key: KeyPath, kind: _Kind
    ) -> list[tuple[KeyPath, Mapping[str, Any]]]:
        """The mappings of a list, each with its key, their keys checked."""
        if not isinstance(rows, list) or not rows:
            self._fault(kind.no_list, key)
            return []
        entries: list[tuple[KeyPath, Mapping[str, Any]]] = []
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                self._check_keys(row, (*key, index), kind.keys)
                entries.append(((*key, index), row))
            else:
                self._fault(kind.no_mapping, (*key, index), keys=kind.keys)
        return entries

    def _lists(self, choices: Any) -> dict[str, tuple[ResponseOption, ...]]:
        if not isinstance(choices, dict):
            self._fault("choices-not-a-mapping", ("choices",))
            return {}
        return {str(name): self._options(rows, name) for name, rows in choices.items()}

    def _options(self, rows: Any, name: str) -> tuple[ResponseOption, ...]:
        options: dict[str, ResponseOption] = {}
        for key, row in self._entries(rows, ("choices", name), _OPTION):
            code, faults = name_of(row, key, self.file, _OPTION.nameless)
            label, more = wording(row, key, self.file, "label", self.languages)
            self.faults += [*faults, *more]
            if code is None:
                continue
            if re.search(r"\s", code):
                self._fault("option-with-space", (*key, "name"), code)
            elif code in options:
                self._fault("option-twice", (*key, "name"), code, list=name)
            is_residual = self._flag(row, (*key, "residual"))
            options.setdefault(code, ResponseOption(code, label or Text.same(code), is_residual))
        return tuple(options.values())

    def _flag(self, row: Mapping[str, Any], key: KeyPath) -> bool:
        """Whether a key of a row is set; a workbook's cells hold texts."""
        word = str(row.get(str(key[-1])) or "false").lower()
        if word not in FLAGS:
            self._fault("not-true-or-false", key, word, tuple(FLAGS))
        return FLAGS.get(word, False)

    def _items(self, rows: Any, lists: Mapping[str, tuple[ResponseOption, ...]]) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for key, row in self._entries(rows, ("survey",), _ITEM):
            if str(row.get("type", "")).strip() in INTERVIEW_TYPES:
                continue
            item = self._item(key, row, lists)
            if item is None:
                continue
            if item.name in items:
                first = str(items[item.name].place)
                self._fault(
                    "item-twice", (*key, "name"), item.name, first=first, details=("first",)
                )
            items.setdefault(item.name, item)
        return items

    def _item(
        self,
        key: KeyPath,
        row: Mapping[str, Any],
        lists: Mapping[str, tuple[ResponseOption, ...]],
    ) -> Item | None:
        name, faults = name_of(row, key, self.file, _ITEM.nameless)
        label, more = wording(row, key, self.file, "label", self.languages)
        note, yet_more = wording(row, key, self.file, "note", None)
        self.faults += [*faults, *more, *yet_more]
        if name is not None:
            self.keys.setdefault(name, key)
        if name is not None and not _ITEM_NAME.fullmatch(name):
            self._fault("bad-item-name", (*key, "name"), name)
        kind, options = self._type(key, row, lists)
        relevant = row.get("relevant")
        if relevant is not None and not isinstance(relevant, str):
            self._fault("relevant-not-a-text", (*key, "relevant"), relevant)
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
            self._fault("no-type", key, allowed=tuple(ItemType))
            return None, ()
        if words[0] not in tuple(ItemType):
            is_group = words[0].startswith(("begin", "end"))
            self._fault(
                "codebook-group" if is_group else "unknown-type", where, words[0], tuple(ItemType)
            )
            return None, ()
        kind = ItemType(words[0])
        if kind not in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
            if len(words) > 1:
                self._fault("type-with-list", where, " ".join(words), type=kind)
            return kind, ()
        if len(words) != 2:
            self._fault("type-without-list", where, " ".join(words), type=kind)
            return None, ()
        if words[1] not in lists:
            self._fault("unknown-list", where, words[1], tuple(lists))
            return None, ()
        return kind, lists[words[1]]

    def _check_universe(self, item: Item, items: Mapping[str, Item]) -> bool:
        """Whether its `relevant` can be read, and names items and codes that there are."""
        if item.relevant is None:
            return True
        number, key = len(self.faults), (*self.keys[item.name], "relevant")
        try:
            condition = parse(item.relevant, self.file.place(key))
        except ReportError as fault:
            self.faults += fault.findings
            return False
        for wrong in wrong_names(condition, self.keys, items, item.name):
            self._fault(
                wrong.finding,
                key,
                wrong.found,
                wrong.allowed,
                ("expression",),
                holder="relevant",
                character=wrong.column,
                expression=item.relevant,
                **wrong.values,
            )
        return len(self.faults) == number and all(name in items for name in condition.items)
