"""The editions of a report: which languages each part of the one document is printed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.errors import Finding, finding
from reportgen.theme import LoadedTheme, Theme


@dataclass(frozen=True, slots=True)
class Edition:
    """One way to print the document: the languages of each part, the main language first."""

    name: str
    body: tuple[str, ...]
    """Headings, paragraphs, tables and figures."""
    front: tuple[str, ...]
    """Title block, abstract and key words."""
    captions: tuple[str, ...]
    """Captions of tables and figures."""

    @property
    def language(self) -> str:
        """The main language: that of the file, of running heads and folios."""
        return self.body[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that the edition prints, the main one first."""
        return tuple(dict.fromkeys(self.body + self.front + self.captions))


BILINGUAL = ("zh", "en")

EDITIONS = {
    edition.name: edition
    for edition in (
        Edition("zh", body=("zh",), front=("zh",), captions=("zh",)),
        Edition("en", body=("en",), front=("en",), captions=("en",)),
        Edition("bilingual", body=("zh",), front=BILINGUAL, captions=BILINGUAL),
        Edition("parallel", body=BILINGUAL, front=BILINGUAL, captions=BILINGUAL),
    )
}


def editions_of(languages: Iterable[str]) -> Mapping[str, Edition]:
    """The editions of a report: those of the table, and one of each further language alone."""
    others = (name for name in languages if name not in EDITIONS)
    alone = {name: Edition(name, body=(name,), front=(name,), captions=(name,)) for name in others}
    return {**EDITIONS, **alone}


def printed_edition(name: str, theme: Theme, known: Mapping[str, Edition] = EDITIONS) -> Edition:
    """The edition of that name, its captions in the languages that the theme asks for."""
    edition = known[name]
    captions = theme.captions.languages.get(name)
    return replace(edition, captions=captions) if captions else edition


def caption_faults(loaded: LoadedTheme, languages: Collection[str]) -> Iterator[Finding]:
    """A finding for each edition, or language of captions, of a theme that the report lacks."""
    known = editions_of(languages)
    for name, captions in loaded.theme.captions.languages.items():
        place = loaded.origin(("captions", "languages", name))
        if name not in known:
            yield finding("unknown-edition", place, name, known)
        for language in captions:
            if language not in languages:
                yield finding("unwritten-captions", place, language, languages)
