"""The entries of each kind, in the order of the project's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import get_args

from reportgen.charts import CHARTS
from reportgen.config import TabulationConfig
from reportgen.document import (
    CELL_FORMS,
    ROLES,
    Citation,
    Emphasis,
    Figure,
    Inline,
    Number,
    Reference,
    ReferenceList,
    Table,
    Words,
)
from reportgen.listing.entry import Entry
from reportgen.listing.expressions import Writer, labels, plain_gaps, statistics, words, written
from reportgen.listing.gather import Gathered
from reportgen.locales import LOCALES, Locale
from reportgen.messages import say
from reportgen.renderers import RENDERERS
from reportgen.renderers.wording import citation_text, reference_text
from reportgen.statistics import INTERVALS, STATISTICS
from reportgen.theme import known_themes


def entries(gathered: Gathered, kinds: Iterable[str]) -> list[Entry]:
    """The entries of these kinds."""
    with gathered.project.scope.active():
        writer = Writer(gathered)
        return [entry for kind in kinds for entry in _MAKERS[kind](gathered, writer)]


def _surveys(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    for name, survey in gathered.surveys.items():
        config = gathered.project.config.surveys[name]
        made = writer.entry("surveys", "respondents", name)
        title = survey.codebook.title
        label = {lang: title[lang] for lang in gathered.locales if title.has(lang)}
        facts = {"data": config.data.as_posix(), "codebook": config.codebook.as_posix()}
        yield Entry("surveys", name, made.expression, made.printed, label, facts)


def _items(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    for item in gathered.results.items.values():
        facts = {"survey": item.survey, "type": item.type.value}
        if item.relevant:
            facts["relevant"] = item.relevant
        has_base = item.is_categorical or item.is_numeric
        base = writer.entry("items", "base", item.name) if has_base else None
        options = tuple(
            Entry(
                "items",
                option.code,
                label={language: option.label[language] for language in gathered.locales},
                facts={"residual": "true"} if option.is_residual else {},
            )
            for option in item.options
        )
        yield Entry(
            "items",
            item.name,
            base.expression if base else "",
            base.printed if base else {},
            words(gathered, item),
            facts,
            options,
        )


def _tables(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    yield from _tabulations(gathered, "tables", "table", "tbl", gathered.project.config.tables)


def _figures(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    yield from _tabulations(gathered, "figures", "figure", "fig", gathered.project.config.figures)


def _tabulations(
    gathered: Gathered,
    kind: str,
    function: str,
    prefix: str,
    configs: Mapping[str, TabulationConfig],
) -> Iterator[Entry]:
    for name, config in configs.items():
        target = f"{prefix}:{name}"
        block = gathered.document.targets.get(target) if gathered.document else None
        captions = block.title if isinstance(block, Table | Figure) else None
        label = {
            language: plain_gaps(running(captions[language], gathered, locale))
            if captions
            else config.title[language]
            for language, locale in gathered.locales.items()
        }
        facts = {"rows": ", ".join(dict.fromkeys(row.item for row in config.rows))}
        if config.by:
            facts["by"] = config.by
        if gathered.document and not block:
            facts["place"] = say("not_placed")
        reference = Entry(kind, target, written("ref", target), _referred(gathered, target))
        yield Entry(kind, name, written(function, name), {}, label, facts, (reference,))


def _sections(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    for name, heading in gathered.headings.items():
        label = {lang: heading[lang] for lang in gathered.locales if heading.has(lang)}
        target = f"sec:{name}"
        printed = _referred(gathered, target)
        yield Entry("sections", name, written("ref", target), printed, label)


def _referred(gathered: Gathered, target: str) -> dict[str, str]:
    """What a cross-reference prints; nothing where its target has no place as yet."""
    document = gathered.document
    if document is None or target not in document.targets:
        return {}
    return {
        language: reference_text(Reference(target), document, locale, gathered.theme)
        for language, locale in gathered.locales.items()
    }


def _tags(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    yield from labels(gathered, writer)
    blocks = gathered.document.blocks() if gathered.document else ()
    numbers = {
        entry.key: entry.number
        for block in blocks
        if isinstance(block, ReferenceList)
        for entry in block.entries
    }
    cited = [_work(gathered, key, numbers.get(key)) for key in gathered.references]
    if cited:
        yield Entry("tags", "references", parts=tuple(cited))


def _work(gathered: Gathered, key: str, number: int | None) -> Entry:
    printed = {
        language: citation_text(Citation((number,)), locale)
        for language, locale in gathered.locales.items()
        if number is not None
    }
    text = gathered.references[key]
    label = {language: text[language] for language in gathered.locales}
    facts = {"place": say("not_cited")} if gathered.document and number is None else {}
    return Entry("tags", key, written("cite", key), printed, label, facts)


def _names(gathered: Gathered, writer: Writer) -> Iterator[Entry]:
    themes = known_themes(gathered.project.folder)
    for name, known in (
        ("editions", gathered.project.editions),
        ("formats", RENDERERS),
        ("languages", LOCALES),
        ("theme", themes),
        ("chart", CHARTS),
        ("cells", (*CELL_FORMS, *STATISTICS)),
        ("interval", INTERVALS),
        ("order", get_args(TabulationConfig.model_fields["order"].annotation)),
        ("ids of sections", ROLES),
    ):
        yield Entry("names", name, parts=tuple(Entry("names", each) for each in known))


def running(content: tuple[Inline, ...], gathered: Gathered, locale: Locale) -> str:
    """Running text as it reads, without its look."""
    pieces: list[str] = []
    for inline in content:
        match inline:
            case Words(text):
                pieces.append(text)
            case Number():
                pieces.append(locale.number(inline))
            case Emphasis(inner):
                pieces.append(running(inner, gathered, locale))
            case Reference() if gathered.document:
                pieces.append(reference_text(inline, gathered.document, locale, gathered.theme))
            case Citation():
                pieces.append(citation_text(inline, locale))
    return "".join(pieces)


_MAKERS: Mapping[str, Callable[[Gathered, Writer], Iterator[Entry]]] = {
    "surveys": _surveys,
    "items": _items,
    "statistics": statistics,
    "tables": _tables,
    "figures": _figures,
    "sections": _sections,
    "tags": _tags,
    "names": _names,
}
