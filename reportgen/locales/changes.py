"""What a theme sets in place of a locale's words, compared with what the locale has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from reportgen.document import ROLES
from reportgen.errors import Finding, finding
from reportgen.locales.locale import LOCALES, load_locale
from reportgen.messages import Quoted
from reportgen.theme import LoadedTheme
from reportgen.yamlfile import KeyPath

_WORDS = ("words", "cell_heads", "notes", "charts")


def wording_faults(loaded: LoadedTheme) -> Iterator[Finding]:
    """A finding for each language, word, form or placeholder that no locale has."""
    for language, wording in loaded.theme.locales.items():
        key: KeyPath = ("locales", language)
        if language not in LOCALES:
            place = loaded.origin(key)
            yield finding("unknown-language", place, language, LOCALES)
            continue
        own = load_locale(language)
        for group in _WORDS:
            yield from _compared(
                loaded, (*key, group), getattr(wording, group), getattr(own, group)
            )
        joined = {form: "".join(parts) for form, parts in own.forms.items()}
        changed = {form: "".join(parts) for form, parts in wording.forms.items()}
        yield from _compared(loaded, (*key, "forms"), changed, joined)
        for role in wording.unheaded or ():
            if role not in ROLES:
                place = loaded.origin((*key, "unheaded"))
                yield finding("unknown-part", place, role, ROLES)


def _compared(
    loaded: LoadedTheme, key: KeyPath, changed: Mapping[str, str], own: Mapping[str, str]
) -> Iterator[Finding]:
    for name, text in changed.items():
        place = loaded.origin((*key, name))
        if name not in own:
            yield finding("unknown-word", place, name, own)
            continue
        try:
            found = _placeholders(text)
        except ValueError as fault:
            yield finding("unpaired-braces", place, text, problem=Quoted(str(fault)))
            continue
        allowed = _placeholders(own[name])
        for placeholder in sorted(found - allowed):
            yield finding("unknown-placeholder", place, placeholder, sorted(allowed))


def _placeholders(text: str) -> set[str]:
    """The placeholders of a text, with what they say of their format, which none may."""
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + layout if layout else ''}"
        for _, name, layout, conversion in Formatter().parse(text)
        if name is not None
    }
