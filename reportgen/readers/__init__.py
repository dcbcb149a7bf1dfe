"""Data and codebooks → Surveys. One input format a file."""

from reportgen.readers.codebook import read_codebook
from reportgen.readers.coding import code
from reportgen.readers.load import (
    Codebooks,
    read_codebooks,
    read_data,
    read_surveys,
    without_respondents,
)
from reportgen.readers.tabular import READERS, read_table

__all__ = [
    "READERS",
    "Codebooks",
    "code",
    "read_codebook",
    "read_codebooks",
    "read_data",
    "read_surveys",
    "read_table",
    "without_respondents",
]
