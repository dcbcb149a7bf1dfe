"""A text → every percentage that it prints with its counts, recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import category

from reportgen.errors import Finding, Place, error, finding
from reportgen.locales.rounding import tenths_of_percent
from reportgen.messages import user_language
from reportgen.yamlfile import read_bytes, read_utf8

PLAIN_ENDINGS = (".txt", ".md")
TEXT_ENDINGS = (*PLAIN_ENDINGS, ".docx")
"""The files that can be read for their percentages."""

# What is typed in many ways is read as one, sign by sign: see `_plain`.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("（［〔【〖﹙", "("),
        **dict.fromkeys("）］〕】〗﹚", ")"),
        **dict.fromkeys("[", "("),
        **dict.fromkeys("]", ")"),
        **dict.fromkeys("／∕⁄", "/"),
        **dict.fromkeys("％﹪٪", "%"),
        **dict.fromkeys("＝﹦", "="),
        **dict.fromkeys("，﹐", ","),
        **dict.fromkeys("；﹔", ";"),
        **dict.fromkeys("．·‧∙•", "."),
        **dict.fromkeys("’‘＇", "'"),
        **dict.fromkeys("ｎＮ𝑛𝑁", "n"),
    }
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Signs that nobody sees: hyphens that were not needed, marks of direction, joiners."""
_WHOLE = r"\d{1,3}(?:[ ,']\d{3})+(?!\d)|\d+"
_N = r"(?:[nN]\s*[=:：]\s*|=\s*)?"
_UNIT = r"(?:\s?[例人名位次个份家所])?"
_PART = re.compile(
    rf"(?P<count>{_WHOLE}){_UNIT}\s*(?:/|(?:out )?of(?=\s))\s*{_N}(?P<base>{_WHOLE}){_UNIT}"
)
_RATIO = re.sub(r"\?P<\w+>", "?:", _PART.pattern)
_COMMA = r"\s*(?:[,、;]|and|和)\s*"
# One bracket may hold several ratios, and more before or after them: (17/26、9/26),
# (n = 17/26; 95% CI …), (95% CI …; 17/26).
_BRACKET = re.compile(
    rf"(?:\(\s*|;\s*|%\s*,\s*){_N}(?P<ratios>{_RATIO}(?:{_COMMA}{_RATIO})*)\s*(?=[),;])"
)
_PRINTED = r"(?P<printed>\d+(?:\.\d+|,\d{1,2})?)\s?\\?%"
_PERCENT = re.compile(rf"(?<![\d.])(?<!\d,){_PRINTED}")
# The other way round: 17/26 (65.4%).
_REVERSED = re.compile(rf"(?<![\d.,/]){_PART.pattern}\s*\(\s*{_PRINTED}\s*(?=[),;])")
# A full stop ends a sentence before a capital, a digit or Chinese, not in “U.S. (17/26)”.
_SENTENCE_END = re.compile(
    r"[。！？]|[.!?][\"'”)]*(?:\([\d,–-]+\))?\s+(?=[\"'“]*[A-Z0-9\u4e00-\u9fff])|\n\s*\n"
)
_DASH = "[-–—~～]"
# Limits of an interval: “90.1%–91.5%” anywhere, “90.1% to 91.5%” only after CI.
_INTERVAL_BEFORE = re.compile(
    rf"\d\s*[%％]?\s*{_DASH}\s*$|(?:CI|区间)\s*(?:为|was|of|[:：=,，])?\s*$"
    r"|(?:CI|区间)[^%％]*[%％]?\s*(?:to|至)\s*$"
)
_INTERVAL_AFTER = re.compile(
    rf"\s*(?:{_DASH}\s*\d|CI(?![A-Za-z])|confidence\b|(?:可信|置信)(?:区间|限))"
)
_BOUND_BEFORE = re.compile(
    r"(?:[<>＜＞≤≥≦≧~～≈]|\b(?:(?:more|less|fewer|greater|higher|lower) than|over|under|above|below"
    r"|at least|at most)|超过|不足|低于|高于|大于|小于|不到|至少|至多)\s*$",
    re.IGNORECASE,
)
_YEARS, _MONTHS = range(1900, 2101), range(1, 13)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A percentage as a text prints it, with the count and base that it prints beside it."""

    printed: str
    """Without its sign, as 90.8."""
    count: int
    base: int
    place: Place

    @property
    def expected(self) -> str | None:
        """The percentage of the counts, to as many decimals as printed; None where there is none.

        There is none of an empty base, nor where the count is larger than the base.
        """
        if self.base == 0 or self.count > self.base:
            return None
        digits = len(self.printed.partition(".")[2])
        return percentage(self.count, self.base, digits)

    @property
    def is_right(self) -> bool:
        """Whether the percentage is that of the counts, rounded half up."""
        return self.printed == self.expected

    @property
    def finding(self) -> Finding:
        """What to tell of a quotation that is not right."""
        ratio = f"{self.count}/{self.base}"
        if self.base == 0:
            return finding("empty-base", self.place, f"{self.printed}%", ratio=ratio)
        if self.expected is None:
            return finding("count-over-base", self.place, ratio=ratio)
        return finding(
            "wrong-percentage",
            self.place,
            f"{self.printed}% ({ratio})",
            ratio=ratio,
            expected=f"{self.expected}%",
            printed=f"{self.printed}%",
        )


@dataclass(frozen=True, slots=True)
class _Percent:
    """A percent sign's number in the text; `is_bound` for one like “more than 60%”."""

    printed: str
    start: int
    end: int
    is_bound: bool


def percentage(count: int, base: int, digits: int) -> str:
    """The percentage count/base to so many decimals, rounded half up, without its sign."""
    text = str(tenths_of_percent(count, base, digits)).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def conflicts(found: Iterable[Quotation]) -> list[Finding]:
    """A finding for each quotation whose percentage is not that of its counts."""
    return [quotation.finding for quotation in found if not quotation.is_right]


def read_text(path: Path) -> list[Quotation]:
    """The quotations in a file: UTF-8 text, or every paragraph of a Word document.

    Raises ReportError for a file that is missing, of another kind, or can't be read.
    """
    ending = path.suffix.lower()
    if ending in PLAIN_ENDINGS:
        return quotations(read_utf8(path), str(path))
    if ending == ".docx":
        return [
            replace(found, place=Place(str(path), key=key))
            for key, text in _word_texts(path)
            for found in quotations(text, str(path))
        ]
    raise error(
        "not-a-text-file",
        Place(str(path)),
        found=path.suffix or path.name,
        allowed=TEXT_ENDINGS,
    )


def quotations(text: str, file: str) -> list[Quotation]:
    """Every pair of a percentage and an (a/b) in a text, in order.

    An (a/b) belongs to the nearest percentage before it in the same sentence that no other has
    claimed; of several in one bracket, the last belongs to the nearest. The other way round, as a/b
    (x%), the bracket follows at once. An (a/b) without a percentage is no quotation: a date, a
    score.
    """
    typed = text
    text, places = _plain(typed)
    pairs: list[tuple[_Percent, int, int]] = []
    for start, end in _sentences(text):
        free = list(_percents(text, start, end))
        for bracket in _BRACKET.finditer(text, start, end):
            ratios = list(_PART.finditer(text, *bracket.span("ratios")))
            before = [percent for percent in free if percent.end <= ratios[0].start()]
            claimed = before[-len(ratios) :]
            for percent, ratio in zip(claimed, ratios[-len(claimed) :], strict=bool(claimed)):
                count, base = _number(ratio["count"]), _number(ratio["base"])
                if _is_date(count, base) and text[percent.end : bracket.start()].strip():
                    continue
                free.remove(percent)
                pairs.append((percent, count, base))
        for ratio in _REVERSED.finditer(text, start, end):
            count, base = _number(ratio["count"]), _number(ratio["base"])
            if not _is_date(count, base):
                at = ratio.start("printed")
                pairs += [(percent, count, base) for percent in free if percent.start == at]
    return [
        Quotation(percent.printed, count, base, _place(typed, places[percent.start], file))
        for percent, count, base in sorted(pairs, key=lambda pair: pair[0].start)
        if not percent.is_bound
    ]


def _plain(text: str) -> tuple[str, list[int]]:
    """A text with one sign for those that are alike, and the offset that each had."""
    kept = [(at, sign) for at, sign in enumerate(text) if sign not in _INVISIBLE]
    signs = (" " if category(sign) == "Zs" else sign.translate(_ALIKE) for _, sign in kept)
    return "".join(signs), [at for at, _ in kept]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _percents(text: str, start: int, end: int) -> Iterator[_Percent]:
    """The percentages of a sentence, but for the limits and levels of confidence intervals."""
    for match in _PERCENT.finditer(text, start, end):
        before = text[start : match.start()]
        is_interval = _INTERVAL_BEFORE.search(before) or _INTERVAL_AFTER.match(text, match.end())
        if not is_interval:
            is_bound = bool(_BOUND_BEFORE.search(before))
            printed = match["printed"].replace(",", ".")
            yield _Percent(_ascii(printed), match.start(), match.end(), is_bound)


def _ascii(digits: str) -> str:
    """Digits as ASCII; Chinese texts may hold full-width ones."""
    return "".join(sign if sign == "." else str(int(sign)) for sign in digits)


def _number(grouped: str) -> int:
    return int(re.sub(r"\D", "", grouped))


def _is_date(count: int, base: int) -> bool:
    return count in _YEARS and base in _MONTHS


def _place(text: str, offset: int, file: str) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(file, line, offset - text.rfind("\n", 0, offset))


def _word_texts(path: Path) -> Iterator[tuple[str, str]]:
    """The paragraphs of a Word document in order, each with the name of its place.

    What waits to be inserted counts, what waits to be deleted doesn't.
    """
    from reportgen.renderers.docx.opening import opened
    from reportgen.renderers.docx.places import headings_of, paragraphs, stories, text_of

    word = opened(read_bytes(path), Place(str(path)))
    headings = headings_of(word)
    for part, story in stories(word):
        for paragraph, place in paragraphs(word.tree(part), story, headings):
            yield place.told(user_language()), text_of(paragraph)
