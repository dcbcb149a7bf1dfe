"""Text cells and a codebook → Survey: option codes, and the state of every response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.errors import Finding, Place, ReportError, finding
from reportgen.readers.numerals import numeral
from reportgen.readers.tabular import cell_name
from reportgen.survey import MISSING, SKIPPED, Codebook, Item, ItemType, Responses, Survey
from reportgen.universe import evaluate, parse

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

MOST_CODES = 5
"""How many unknown codes of one item are named."""
MOST_LINES = 5
"""How many lines are named where one fault is found in many."""

_UNKNOWN = -9
_NO_NUMBER = {ItemType.INTEGER: "not-an-integer", ItemType.DECIMAL: "not-a-decimal"}


def code(name: str, frame: pd.DataFrame, codebook: Codebook, file: str) -> Survey:
    """The coded responses of the survey called `name`.

    `frame` holds text cells, as a reader of `READERS` gives them, of `file`. Multiple responses are
    codes separated by spaces in one column, or, where that column is absent, one column
    `item/option` of 1 and 0 for each option. An empty cell is skipped where the item's `relevant`
    does not hold, missing otherwise. Raises ReportError with a finding for each column that is
    missing, code that the item does not offer, cell that is no number, and item that is answered
    outside its universe.
    """
    coding = _Coding(frame, codebook, file)
    coding.check_columns()
    responses = {item.name: coding.responses(item) for item in codebook.items.values()}
    # An unknown code may be what a universe depends on: contradictions count once there is none.
    if faults := coding.faults or coding.contradictions:
        raise ReportError(*faults)
    return Survey(name, codebook, len(frame), responses)


def check_columns(frame: pd.DataFrame, codebook: Codebook, file: str) -> None:
    """Raise ReportError with a finding for each column that the codebook needs in vain."""
    _Coding(frame, codebook, file).check_columns()


class _Coding:
    """The data of one survey being coded, and the faults found so far."""

    def __init__(self, frame: pd.DataFrame, codebook: Codebook, file: str) -> None:
        self.faults: list[Finding] = []
        self.contradictions: list[Finding] = []
        self._frame = frame
        self._codebook = codebook
        self._file = file
        self._raw = _Answers(frame, codebook.items)

    def check_columns(self) -> None:
        """Raise ReportError with a finding for each column that the codebook needs in vain."""
        columns = list(self._frame.columns)
        free = tuple(name for name in columns if name not in self._codebook.items)
        faults: list[Finding] = []
        for item in self._codebook.items.values():
            if item.name in columns:
                continue
            present = [name for name in indicator_columns(item) if name in columns]
            wanted = indicator_columns(item) if present else (item.name,)
            faults += [
                finding(
                    "missing-column",
                    self._place(),
                    column,
                    free or tuple(columns),
                    item=item.name,
                    at=str(item.place),
                    details=("item",),
                )
                for column in wanted
                if column not in columns
            ]
        if faults:
            raise ReportError(*faults)

    def responses(self, item: Item) -> Responses:
        """The item's responses; what is wrong goes to `faults` and `contradictions`."""
        import numpy as np

        outside = self._outside(item)
        values: tuple[Fraction, ...] = ()
        selected: NDArray[np.intp] | NDArray[np.bool_]
        if item.is_multiple:
            selected, answered = self._multiple(item)
        elif item.is_categorical:
            selected = self._single(item)
            answered = selected != MISSING
            selected[outside] = SKIPPED
        elif item.is_numeric:
            selected, values = self._numbers(item)
            answered = selected != MISSING
            selected[outside] = SKIPPED
        else:
            answered = np.asarray(self._raw[item.name] != "", dtype=np.bool_)
            # Texts have no statistics: only their states are kept.
            selected = np.full(len(self._frame), MISSING, dtype=np.intp)
            selected[outside] = SKIPPED
        self._check_outside(item, answered & outside)
        return Responses(selected, answered & ~outside, outside, values)

    def _outside(self, item: Item) -> NDArray[np.bool_]:
        import numpy as np

        if item.relevant is None:
            return np.zeros(len(self._frame), dtype=np.bool_)
        return ~evaluate(parse(item.relevant, item.place), self._raw)

    def _single(self, item: Item) -> NDArray[np.intp]:
        """Index of the option, or MISSING, 1-D; looked up once for each distinct answer."""
        import numpy as np

        rows, distinct = self._raw[item.name].factorize()
        index = {"": MISSING} | {option: place for place, option in enumerate(item.codes)}
        table = np.array([index.get(answer, _UNKNOWN) for answer in distinct], dtype=np.intp)
        self._check_codes(item, [[answer] for answer in distinct], rows)
        return np.asarray(table[rows], dtype=np.intp)

    def _multiple(self, item: Item) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Respondents × options, and who answered; split once for each distinct answer."""
        import numpy as np

        if item.name not in self._frame.columns:
            return self._indicators(item)
        rows, distinct = self._raw[item.name].factorize()
        answers = [answer.split() for answer in distinct]
        index = {option: place for place, option in enumerate(item.codes)}
        table = np.zeros((len(answers), len(index)), dtype=np.bool_)
        for number, codes in enumerate(answers):
            table[number, [index[one] for one in codes if one in index]] = True
        self._check_codes(item, answers, rows)
        answered = np.array([bool(codes) for codes in answers], dtype=np.bool_)
        return np.asarray(table[rows]), np.asarray(answered[rows])

    def _indicators(self, item: Item) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """The same from columns of 1 and 0.

        No option ticked is no answer: such data can't tell the two apart, and a form that allows
        none has an option for it.
        """
        import numpy as np

        for column in indicator_columns(item):
            rows, distinct = self._frame[column].factorize()
            wrong = [place for place, cell in enumerate(distinct) if cell not in ("", "0", "1")]
            self._check_cells(column, "not-one-or-zero", list(distinct), rows, wrong)
        selected = indicators(self._frame, item)
        return selected, np.asarray(selected.any(axis=1))

    def _numbers(self, item: Item) -> tuple[NDArray[np.intp], tuple[Fraction, ...]]:
        """Place among the distinct numbers, or MISSING, 1-D; and these numbers, ascending."""
        import numpy as np

        rows, distinct = self._raw[item.name].factorize()
        found = [numeral(cell, item.type) for cell in distinct]
        wrong = [place for place, cell in enumerate(distinct) if cell and found[place] is None]
        self._check_cells(item.name, _NO_NUMBER[item.type], list(distinct), rows, wrong)
        values = sorted({number for number in found if number is not None})
        index = {None: MISSING} | {number: place for place, number in enumerate(values)}
        table = np.array([index[number] for number in found], dtype=np.intp)
        return np.asarray(table[rows], dtype=np.intp), tuple(values)

    def _check_codes(
        self, item: Item, answers: Sequence[Sequence[str]], rows: NDArray[np.intp]
    ) -> None:
        """A finding for each code that the item does not offer, MOST_CODES at most."""
        import numpy as np

        known = {"", *item.codes}
        unknown = list(dict.fromkeys(one for codes in answers for one in codes if one not in known))
        for number, wrong in enumerate(unknown[:MOST_CODES], start=1):
            within = np.array([wrong in codes for codes in answers], dtype=np.bool_)
            at = np.flatnonzero(within[rows])
            label = _labelled(item, wrong)
            more = len(unknown) - MOST_CODES if number == MOST_CODES else 0
            details = ("rows", *(("label",) if label else ()), *(("more",) if more > 0 else ()))
            self.faults.append(
                self._finding(
                    "unknown-code", at, item.name, wrong, item.codes, details, code=label, more=more
                )
            )

    def _check_cells(
        self,
        column: str,
        name: str,
        distinct: Sequence[str],
        rows: NDArray[np.intp],
        wrong: Sequence[int],
    ) -> None:
        import numpy as np

        if wrong:
            at = np.flatnonzero(np.isin(rows, wrong))
            self.faults.append(self._finding(name, at, column, distinct[rows[at[0]]]))

    def _check_outside(self, item: Item, contradicts: NDArray[np.bool_]) -> None:
        import numpy as np

        at = np.flatnonzero(contradicts)
        if len(at):
            found = self._raw[item.name].iloc[at[0]]
            self.contradictions.append(
                self._finding(
                    "outside-universe",
                    at,
                    item.name,
                    found,
                    details=("rows", "relevant"),
                    relevant=item.relevant,
                )
            )

    def _finding(
        self,
        name: str,
        rows: NDArray[np.intp],
        column: str,
        found: str,
        allowed: Sequence[str] = (),
        details: Sequence[str] = ("rows",),
        **values: object,
    ) -> Finding:
        """A finding of some rows, at the first of them."""
        lines = [str(self._frame.index[row]) for row in rows[:MOST_LINES]]
        lines += ["…"] if len(rows) > MOST_LINES else []
        place = self._place(int(self._frame.index[rows[0]]), column)
        counts = {"count": len(rows), "respondents": len(self._frame), "lines": lines}
        return finding(name, place, found, allowed, details, **counts, **values)

    def _place(self, line: int | None = None, column: str | None = None) -> Place:
        """A line of the data, or a cell of the worksheet that they were read from."""
        name = self._frame.index.name
        place = Place(self._file, line, key=column, sheet=None if name is None else str(name))
        columns = list(self._frame.columns)
        if name is None or line is None or column not in columns:
            return place
        return replace(place, cell=cell_name(columns.index(column), line))


def raw_answers(frame: pd.DataFrame, codebook: Codebook) -> Mapping[str, pd.Series[str]]:
    """The answers as text by item, "" where there is none. Raises KeyError for a missing column."""
    return _Answers(frame, codebook.items)


class _Answers(dict[str, "pd.Series[str]"]):
    """The answers as text by item; those that stand in columns of 1 and 0 are joined on demand."""

    def __init__(self, frame: pd.DataFrame, items: Mapping[str, Item]) -> None:
        super().__init__({name: frame[name] for name in items if name in frame.columns})
        self._frame = frame
        self._items = items

    def __missing__(self, name: str) -> pd.Series[str]:
        import pandas as pd

        item = self._items[name]
        joined = [
            " ".join(one for one, chosen in zip(item.codes, row, strict=True) if chosen)
            for row in indicators(self._frame, item)
        ]
        self[name] = pd.Series(joined, index=self._frame.index, dtype="str")
        return self[name]


def indicator_columns(item: Item) -> tuple[str, ...]:
    """The columns of 1 and 0 that a multiple response may stand in; none for other items."""
    return tuple(f"{item.name}/{option}" for option in item.codes) if item.is_multiple else ()


def indicators(frame: pd.DataFrame, item: Item) -> NDArray[np.bool_]:
    """Respondents × options, from the item's columns of 1 and 0."""
    import numpy as np

    columns = [frame[column] == "1" for column in indicator_columns(item)]
    return np.column_stack(columns).astype(np.bool_)


def _labelled(item: Item, label: str) -> str | None:
    """The code of the option with that label in any language."""
    return next((one.code for one in item.options if label in one.label.by_language.values()), None)
