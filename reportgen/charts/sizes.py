"""How many there are of something, as it stands beside its name: n=463."""

from __future__ import annotations

from reportgen.charts.lettering import REGULAR, Line
from reportgen.charts.style import Style
from reportgen.document import Form, Number
from reportgen.results import Estimate


def form_of(estimate: Estimate) -> Form:
    """A base is printed as such, what is a part of one as a count."""
    return Form.BASE if estimate.option is None else Form.COUNT


def size(style: Style, estimate: Estimate, name: str | None = None, weight: int = REGULAR) -> Line:
    """The number as n=463, or behind a name."""
    number = style.locale.number(Number(estimate, form_of(estimate)))
    words = style.locale.charts
    text = (
        words["named_n"].format(name=name, number=number)
        if name
        else words["n"].format(number=number)
    )
    return style.lettering.line(text, weight)
