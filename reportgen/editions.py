"""The editions of a report: which languages each part of the one document is printed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


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
