"""Text in another script than the text around it → its language, for those who hear it."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from reportgen.editions import BILINGUAL
from reportgen.locales import Locale, load_locale

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
HAN = re.compile(f"[{_HAN}]")
_HAN_TEXT = re.compile(f"([{_HAN}](?:[\u3000-\u303f\uff00-\uffef{_HAN}]*[{_HAN}])?)")
"""Chinese with the marks within it."""
_LATIN_TEXT = re.compile(r"((?:[A-Za-z][\w’'-]*[,:]? ){3,}[A-Za-z][\w’'-]*)", re.ASCII)
"""Four Latin words or more."""
_WORD = re.compile("[A-Za-z]{2,}")
FEW_WORDS = 3
"""With fewer Latin words a Chinese text is still Chinese: a name, a term, an abbreviation."""
_ADDRESS = re.compile(
    r"(https?://[^\s\u3000-\uffef]+|\b10\.\d{4,9}/[^\s\u3000-\uffef]+"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+)",
    re.ASCII,
)
_RESOLVER = "https://doi.org/"
_AFTER_ADDRESS = ".,;:)]"


def foreign_language(text: str, locale: Locale) -> str | None:
    """The tag of the language of a text without Chinese that stands in Chinese; else None."""
    if not locale.is_ideographic or HAN.search(text):
        return None
    return _counterpart(locale) if len(_WORD.findall(text)) >= FEW_WORDS else None


def spoken(text: str, locale: Locale) -> Markup:
    """A text as HTML, what in it is in another script marked with its language.

    That is Chinese in a language that isn't written so, and four Latin words or more in Chinese.
    """
    parts = (_LATIN_TEXT if locale.is_ideographic else _HAN_TEXT).split(text)
    if len(parts) == 1:
        return Markup(escape(text))
    return Markup("").join(
        Markup('<span data-language="{}">{}</span>').format(_counterpart(locale), part)
        if index % 2
        else escape(part)
        for index, part in enumerate(parts)
    )


def linked(text: str, locale: Locale) -> Markup:
    """A text as HTML in which addresses of pages and mail, and DOIs, are links."""
    return Markup("").join(
        _link(part) if index % 2 else spoken(part, locale)
        for index, part in enumerate(_ADDRESS.split(text))
    )


def _link(found: str) -> Markup:
    address = found.rstrip(_AFTER_ADDRESS)
    scheme = "mailto:" if "@" in address else _RESOLVER
    target = address if address.startswith("http") else scheme + address
    return Markup('<a href="{}">{}</a>{}').format(target, address, found[len(address) :])


def _counterpart(locale: Locale) -> str:
    """The language of the other script."""
    both = map(load_locale, BILINGUAL)
    return next(other.tag for other in both if other.is_ideographic != locale.is_ideographic)
