"""Items, options and rows of tabulations as views: their labels, and numbers in every form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from reportgen.document import Form, Number
from reportgen.renderers.docx.filling.views import Lazy, Piece, Shown, View, worded
from reportgen.results import Category, Estimate, Row, Tabulation, as_base, estimate_id
from reportgen.survey import Item, ResponseOption
from reportgen.text import Text

if TYPE_CHECKING:
    from reportgen.renderers.docx.filling.offer import Offer

FORMS = (Form.SHARE, Form.PERCENT, Form.COUNT, Form.FRACTION, Form.INTERVAL)
"""The forms in which a view shows a number, each under its name."""
MEASURED = {"value": Form.VALUE, "error": Form.VALUE_ERROR, "interval": Form.VALUE_INTERVAL}
"""The same of a statistic that is no share."""


def number(estimate: Estimate, form: Form) -> Piece:
    """A number as a piece of text."""
    span = Number(estimate, form)
    return Piece(inlines=lambda language: (span,), number=span)


def numbers(offer: Offer, estimate: Estimate) -> dict[str, Any]:
    """An estimate in every form, and its base."""
    forms = MEASURED if estimate.measured else {form.value: form for form in FORMS}
    shown = {name: Lazy(partial(offer.number, estimate, form)) for name, form in forms.items()}
    return {**shown, "base": Lazy(partial(offer.number, as_base(estimate), Form.BASE))}


def item_view(offer: Offer, item: Item) -> Any:
    """An item with its options; as a whole it prints its label."""
    found = offer.estimates.get(estimate_id(item.survey, item.name, None, ()))
    base = {"base": Lazy(partial(offer.number, found, Form.BASE))} if found else {}
    text = worded(item.label, offer.language)
    return Shown(
        {
            "name": item.name,
            "label": text,
            "survey": item.survey,
            "type": item.type.value,
            "options": Lazy(lambda: tuple(_option(offer, item, each) for each in item.options)),
            **base,
        },
        text,
    )


def _option(offer: Offer, item: Item, option: ResponseOption) -> View:
    """An option with its share of all who answered; as a whole it prints its label."""
    found = offer.estimates.get(estimate_id(item.survey, item.name, option.code, ()))
    text = worded(option.label, offer.language)
    shown = numbers(offer, found) if found else {}
    values = {"code": option.code, "label": text, "is_residual": option.is_residual, **shown}
    return Shown(values, text)


def rows_of(offer: Offer, tabulation: Tabulation) -> tuple[View, ...]:
    """The rows of a tabulation."""
    return tuple(_row(offer, tabulation, row) for row in tabulation.rows)


def _row(offer: Offer, tabulation: Tabulation, row: Row) -> View:
    """A row: its label, its number in every form, and a cell for each banner category.

    Its number is that of all respondents, where the table has a total: a row that is read without
    its columns would otherwise tell one category's share as that of all.
    """
    text = worded(row.label, offer.language)
    cells = tuple(
        _cell(offer, column, estimate)
        for column, estimate in zip(tabulation.columns, row.estimates, strict=False)
    )
    totals = (
        estimate
        for column, estimate in zip(tabulation.columns, row.estimates, strict=False)
        if column.item is None
    )
    told = next(totals, row.estimates[0] if row.estimates else None)
    shown = numbers(offer, told) if told else {}
    values = {
        "label": text,
        "group": worded(row.group, offer.language),
        "item": row.item,
        "option": row.option,
        "is_residual": row.is_residual,
        "cells": cells,
        **shown,
    }
    return Shown(values, text)


def _cell(offer: Offer, column: Category, estimate: Estimate) -> View:
    """The number of a row in one banner category; `label` is the category's, "" for the total."""
    label: Text | None = column.label
    values = {
        "label": worded(label, offer.language),
        "code": column.code or "",
        **numbers(offer, estimate),
    }
    return Shown(values)
