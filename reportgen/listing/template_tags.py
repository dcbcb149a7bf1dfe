"""The tags that a Word template can use, as they are typed in Word, with what they print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.document import FrontMatter
from reportgen.listing.entry import Entry
from reportgen.listing.gather import Gathered
from reportgen.listing.kinds import entries
from reportgen.locales import Locale
from reportgen.messages import LANGUAGES, say
from reportgen.messages.language import ENGLISH
from reportgen.text import Text

TEMPLATE = "template"
"""The kind of the tags that only a template has."""
KINDS = (TEMPLATE, "surveys", "items", "tables", "figures", "sections", "statistics", "tags")
"""What can be listed; the last two are long."""
_SINGLE = ("title", "notice", "running_head", "date", "citation", "contact")
_SEVERAL = {
    "authors": "author_join", "affiliations": "keyword_join", "keywords": "keyword_join",
}  # fmt: skip
_PARTS = (
    "cover", "title_block", "front", "abstract", "key_figures", "contents", "lists", "body",
    "references", "back",
)  # fmt: skip
_LOOPS = {
    "rows": '{{%tr for row in rows("{name}") %}}',
    "options": '{{% for option in options("{name}") %}}',
    "sections": "{{% for part in sections %}}",
    "tables": "{{% for each in tables %}}",
    "figures": "{{% for each in figures %}}",
    "items": "{{% for item in items %}}",
    "condition": '{{% if "{language}" in languages %}}',
    "set": '{{% set name = label("{name}") %}}',
}
"""Statements, each with what it goes through."""


def template_tags(gathered: Gathered, kinds: Iterable[str]) -> list[Entry]:
    """The tags of these kinds, each within its braces."""
    found: list[Entry] = []
    for kind in kinds:
        if kind == TEMPLATE:
            found += [*_texts(gathered), *_parts(gathered), *_statements(gathered)]
        else:
            found += [_in_braces(entry) for entry in entries(gathered, (kind,))]
    return found


def _in_braces(entry: Entry) -> Entry:
    """An entry of the narrative as a tag."""
    expression = f"{{{{ {entry.expression} }}}}" if entry.expression else ""
    return replace(entry, expression=expression, parts=tuple(map(_in_braces, entry.parts)))


def _texts(gathered: Gathered) -> Iterator[Entry]:
    front = gathered.document.front if gathered.document else None
    for name in (*_SINGLE, *_SEVERAL):
        printed = {
            code: text
            for code, locale in gathered.locales.items()
            if front and (text := _text(front, name, locale))
        }
        yield _entry(gathered, name, f"{{{{ {name} }}}}", printed)
    label = front.label if front else None
    printed = {code: label[code] for code in gathered.locales if label and label.has(code)}
    yield _entry(gathered, "article.label", "{{ article.label }}", printed)
    yield _entry(gathered, "other_language", "{{ en(title) }}", {})
    yield _entry(gathered, "word", '{{ word("keywords") }}', {
        code: locale.words["keywords"] for code, locale in gathered.locales.items()
    })  # fmt: skip


def _text(front: FrontMatter, name: str, locale: Locale) -> str:
    """One text of the title block in a language; "" where there is none."""
    found = getattr(front, name)
    if name == "running_head":
        found = found or front.title
    if isinstance(found, Text):
        return found[locale.language] if found.has(locale.language) else ""
    texts = [text[locale.language] for text in found or () if text.has(locale.language)]
    return locale.word(_SEVERAL[name]).join(texts) if texts else ""


def _parts(gathered: Gathered) -> Iterator[Entry]:
    for name in _PARTS:
        yield _entry(gathered, name, f"{{{{ {name} }}}}", {})


def _statements(gathered: Gathered) -> Iterator[Entry]:
    config = gathered.project.config
    items = [item.name for item in gathered.results.items.values() if item.is_categorical]
    names = {
        "rows": next(iter((*config.tables, *config.figures)), ""),
        "options": next(iter(items), ""),
        "set": next(iter(items), ""),
    }
    for kind, pattern in _LOOPS.items():
        if kind in names and not names[kind]:
            continue
        typed = pattern.format(name=names.get(kind, ""), language=gathered.project.languages[-1])
        yield _entry(gathered, kind, typed, {})


def _entry(gathered: Gathered, name: str, typed: str, printed: dict[str, str]) -> Entry:
    """A tag with what it is, in the languages of the report that the program speaks."""
    plain = name.replace(".", "_")
    label = {
        code: say(f"tag_{plain}", code if code in LANGUAGES else ENGLISH)
        for code in gathered.locales
    }
    return Entry(TEMPLATE, name, typed, printed, label)
