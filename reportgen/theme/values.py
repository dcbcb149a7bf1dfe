"""The values that tokens have: colours, lengths, alignment; and the base of every group of them."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

HEX = re.compile(r"#[0-9a-f]{6}")
Colour = Annotated[
    str,
    StringConstraints(pattern=rf"^{HEX.pattern}$"),
    BeforeValidator(lambda colour: colour.lower() if isinstance(colour, str) else colour),
]
"""A colour as #rrggbb."""
Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""A length of a page, 72 to an inch."""
Size = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""A length that can't be nothing."""
Align = Literal["left", "center"]


class Tokens(BaseModel):
    """A group of tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
