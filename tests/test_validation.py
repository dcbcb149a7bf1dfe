"""What pydantic says of a file becomes a finding for each of its kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core.core_schema import ErrorType

from reportgen import validation
from reportgen.errors import Finding, Place
from reportgen.messages import catalogue
from reportgen.validation import faults


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1
    kind: Literal["up", "down"] = "up"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    inner: Inner | None = None
    named: Mapping[str, Inner] = {}
    listed: Annotated[tuple[Inner, ...], Field(min_length=1)] = (Inner(),)
    count: Annotated[int, Field(ge=0, le=4, strict=True)] = 0
    flag: bool = False


def found(data: object, **options: Any) -> list[Finding]:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(data)
    return list(
        faults(caught.value, lambda key: Place("f", key=".".join(map(str, key))), Outer, **options)
    )


@pytest.mark.parametrize(
    ("data", "key", "name", "what"),
    [
        ({}, "name", "missing-key", None),
        ({"name": 5}, "name", "not-a-text", "5"),
        ({"name": True}, "name", "truth-value-for-text", "True"),
        ({"name": "a", "inner": {"kind": "left"}}, "inner.kind", "not-one-of", "left"),
        ({"name": "a", "inner": {"size": "wide"}}, "inner.size", "not-a-number", "wide"),
        ({"name": "a", "inner": {"size": float("inf")}}, "inner.size", "not-a-number", "inf"),
        ({"name": "a", "inner": {"size": 0}}, "inner.size", "number-out-of-range", "0"),
        ({"name": "a", "inner": 3}, "inner", "not-a-mapping", "3"),
        ({"name": "a", "named": [1]}, "named", "not-a-mapping", None),
        ({"name": "a", "listed": "x"}, "listed", "not-a-list", "x"),
        ({"name": "a", "listed": []}, "listed", "no-entries", None),
        ({"name": "a", "count": 1.5}, "count", "not-a-whole-number", "1.5"),
        ({"name": "a", "count": "1"}, "count", "not-a-whole-number", "1"),
        ({"name": "a", "count": 9}, "count", "number-out-of-range", "9"),
        ({"name": "a", "flag": "often"}, "flag", "not-true-or-false", "often"),
    ],
)
def test_each_kind(data: object, key: str, name: str, what: str | None) -> None:
    (finding,) = found(data)
    assert (finding.name, finding.found) == (name, what)
    assert finding.place is not None
    assert finding.place.key == key


@pytest.mark.parametrize(
    ("data", "allowed"),
    [
        ({"name": "a", "x": 1}, ("name", "inner", "named", "listed", "count", "flag")),
        ({"name": "a", "inner": {"x": 1}}, ("size", "kind")),
        ({"name": "a", "named": {"b": {"x": 1}}}, ("size", "kind")),
        ({"name": "a", "listed": [{"x": 1}]}, ("size", "kind")),
    ],
)
def test_an_unknown_key_is_answered_with_those_that_may_stand_there(
    data: object, allowed: tuple[str, ...]
) -> None:
    (finding,) = found(data)
    assert (finding.name, finding.found, finding.allowed) == ("unknown-key", "x", allowed)


def test_keys_of_the_top_may_be_more_and_less_than_the_model_has() -> None:
    (finding,) = found({"name": "a", "x": 1}, also=("extends",), but=("flag", "count"))
    assert finding.allowed == ("extends", "name", "inner", "named", "listed")
    (inner,) = found({"name": "a", "inner": {"x": 1}}, also=("extends",), but=("size",))
    assert inner.allowed == ("size", "kind")


def test_the_limit_of_a_number_is_said() -> None:
    (finding,) = found({"name": "a", "count": 9})
    assert finding.message() == "this number must be ≤ 4"


def test_a_list_whose_entries_are_wrong_does_not_want_entries() -> None:
    assert [one.name for one in found({"name": "a", "listed": [{"x": 1}]})] == ["unknown-key"]


def test_the_kinds_are_those_of_pydantic_and_the_names_those_of_the_catalogue() -> None:
    kinds = {*get_args(ErrorType), "path_type"}  # the latter is of pydantic, not of its core
    assert validation._NAMES.keys() <= kinds
    assert set(validation._NAMES.values()) <= set(catalogue())
