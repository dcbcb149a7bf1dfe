"""An entry of the catalogue → what is wrong, why the program minds, how to mend it, an example."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.errors import nearest
from reportgen.messages import Entry, catalogue, say
from reportgen.messages.phrases import general


def explanation(entry: Entry, language: str) -> Iterator[str]:
    """The lines of an explanation."""
    wording = entry.wordings[language]
    yield f"{entry.code}  {entry.name}"
    yield entry.headline(language)
    yield ""
    yield say("reason", language, text=general(wording.reason))
    yield say("mend", language, text=general(wording.mend))
    for name, example in (("wrong", entry.wrong), ("right", entry.right)):
        if example:
            yield say(name, language)
            yield from (f"    {line}" for line in example.splitlines())


def unexplained(word: str, language: str) -> str:
    """What is said to a code or name that there is not."""
    known = [name for entry in catalogue().values() for name in (entry.code, entry.name)]
    like = nearest(word.upper(), known) or nearest(word.lower(), known)
    if like is None:
        return say("unknown_code", language, name=word)
    return say("unknown_code_nearest", language, name=word, nearest=like)
