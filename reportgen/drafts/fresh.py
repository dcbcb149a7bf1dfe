"""A project → what each content control of a draft would hold today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reportgen.document import Form, Number, footnotes, numbers
from reportgen.drafts.manuscript import Manuscript, drawn
from reportgen.errors import Place, ReportError, error
from reportgen.locales import Locale, load_locale
from reportgen.measures import Arguments, distribution, measure
from reportgen.renderers import RENDERERS
from reportgen.renderers.docx.inlines import held, plain_number, split_number
from reportgen.renderers.docx.legend import (
    FIRST,
    REST,
    WHOLE,
    Entry,
    FigureEntry,
    Legend,
    NumberEntry,
    key_of,
    number_entry,
    read_legend,
)
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.opening import WordFile, opened
from reportgen.renderers.passages import passages
from reportgen.results import Estimate
from reportgen.stages import Stages
from reportgen.trace import File

WORD = "docx"
FORMS = frozenset(form.value for form in Form)


@dataclass(frozen=True, slots=True)
class Printed:
    """The Word file that a build would make now, of one edition, read as a draft is."""

    word: WordFile
    legend: Legend
    contents: Mapping[str, Element]
    """The content of a control of each key."""
    titles: Mapping[str, str]
    """The title of the controls of each key."""

    def digest(self, key: str) -> str:
        """The digest of what a figure shows."""
        entry = self.legend.entries[key]
        return entry.digest if isinstance(entry, FigureEntry) else ""

    def drawn(self, key: str) -> list[tuple[str, str]]:
        """The pictures and charts of a figure: what each is, and its part."""
        return drawn(self.word, self.word.main, self.contents[key])


class Fresh:
    """What a project prints today, by the keys of the controls of one draft."""

    def __init__(self, stages: Stages, edition: str) -> None:
        self.stages = stages
        self.edition = edition

    @cached_property
    def printed(self) -> Printed:
        """The file that a build would make."""
        word = opened(self._file, Place(f"{self.edition}.docx"))
        root = word.tree(word.main)
        contents: dict[str, Element] = {}
        titles: dict[str, str] = {}
        for control in root.iter(tag("sdt")):
            key, title = (_value(control[0], name) for name in ("tag", "alias"))
            contents.setdefault(key, control[-1])
            titles.setdefault(key, title)
        found = (read_legend(word.tree(name)) for name in word.related(word.main, "customXml"))
        legend = next((each for each in found if each), Legend(self.edition))
        return Printed(word, legend, contents, titles)

    @property
    def _file(self) -> bytes:
        """The bytes of that file, made now, or by a build before of the same things."""
        asked = self.edition, WORD
        found = self.stages.known(*asked) or self.stages.kept(*asked)
        if found is None:
            made = RENDERERS.get(WORD)(self.stages.rendering(*asked))
            found = self.stages.keep(*asked, File(made.data))
        return found.data

    def entry(self, key: str, known: Entry | None) -> Entry | None:
        """What a control with a key holds today; None where there is no such thing any more.

        `known` is what the draft says that the key stands for: a number that the report doesn't
        print any more is computed by it.
        """
        found = self.printed.legend.entries.get(key)
        if found is None and isinstance(known, NumberEntry):
            return self._number(known)
        if found is None and known is None and key in self._keys:
            return self._printed(*self._keys[key])
        return found

    @cached_property
    def _keys(self) -> Mapping[str, tuple[Number, str, str]]:
        """What every number that can be printed is, by its key: for what was pasted from elsewhere.

        With each its language, and which part of it.
        """
        estimates = self._estimates.values()
        every = [Number(each, form) for each in estimates for form in Form]
        return {
            key_of(number, language, part): (number, language, part)
            for number in (*every, *self._numbers.values())
            for language in self.stages.document.languages
            for part in (WHOLE, FIRST, REST)
        }

    @cached_property
    def ratios(self) -> frozenset[tuple[int, int]]:
        """Count and base of every estimate of the project."""
        results = self.stages.results
        estimates = [
            *results.estimates.values(),
            *(each for table in results.tabulations.values() for each in table.estimates),
            *(number.estimate for number in self._numbers.values()),
        ]
        return frozenset((each.count, each.base.unweighted) for each in estimates)

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], Number]:
        """Every number that the report prints in a text, in any language, by estimate and form."""
        document = self.stages.document
        found: dict[tuple[str, str], Number] = {}
        for language in document.languages:
            for passage in passages(document, self._locale(language), self.stages.theme):
                notes = [note.content for note in footnotes(passage.content)]
                for content in (passage.content, *notes):
                    for number in numbers(content):
                        found[number.estimate.id, number.form.value] = number
        return found

    def _number(self, entry: NumberEntry) -> NumberEntry | None:
        number = self._numbers.get((entry.estimate, entry.form))
        if number is None:
            estimate = self._estimate(entry)
            if estimate is None or entry.form not in FORMS:
                return None
            number = Number(estimate, Form(entry.form))
        if entry.language not in self.stages.document.languages:
            return None
        return self._printed(number, entry.language, entry.part)

    def _printed(self, number: Number, language: str, part: str) -> NumberEntry:
        printed = printed_part(number, self._locale(language), part)
        return number_entry(number, language, printed, part)

    def _estimate(self, entry: NumberEntry) -> Estimate | None:
        if entry.statistic:
            return self._measured(entry, entry.statistic)
        return self._estimates.get(entry.estimate)

    @cached_property
    def _estimates(self) -> Mapping[str, Estimate]:
        """Every proportion and base that a text may name, by id."""
        results = self.stages.results
        return {each.id: each for each in results.respondents.values()} | dict(results.estimates)

    def _measured(self, entry: NumberEntry, statistic: str) -> Estimate | None:
        results = self.stages.results
        item = results.items.get(entry.item)
        if item is None:
            return None
        try:
            counts = distribution(item, entry.where, results.estimates, results.numbers)
            found = measure(*_called(statistic), counts)
        except (KeyError, ReportError):  # it was asked otherwise then
            return None
        return found if found.id == entry.estimate else None

    def _locale(self, language: str) -> Locale:
        return load_locale(language, self.stages.theme)


def fresh_for(stages: Stages, manuscript: Manuscript) -> Fresh:
    """What the project prints today for a draft, in the edition that the draft is of.

    One that has lost what it says of itself is of the edition that has most of its keys. Raises
    ReportError for an edition that the project doesn't have any more.
    """
    known, wanted = stages.project.editions, manuscript.legend and manuscript.legend.edition
    if wanted:
        if wanted not in known:
            raise error("unknown-edition", Place(str(manuscript.path)), found=wanted, allowed=known)
        return Fresh(stages, wanted)
    every = [Fresh(stages, name) for name in stages.project.config.editions]
    keys = {control.key for control in manuscript.controls}
    if not keys:
        return every[0]
    return max(every, key=lambda each: len(keys & each.printed.legend.entries.keys()))


def _value(properties: Element, name: str) -> str:
    found = properties.find(tag(name))
    return "" if found is None else found.get(tag("val"), "")


def printed_part(number: Number, locale: Locale, part: str) -> str:
    """What of a number stands in a control, as a build prints it."""
    first, rest = split_number(number, locale)
    return held({FIRST: first, REST: rest}.get(part, plain_number(number, locale)))


def _called(statistic: str) -> tuple[str, Arguments]:
    """Name and arguments of a statistic, from how an estimate names it."""
    name, _, told = statistic.rstrip(")").partition("(")
    arguments = told.split("; ") if told else []
    return name, tuple(each.split("+") if "+" in each else each for each in arguments)
