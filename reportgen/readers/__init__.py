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
from reportgen.readers.tabular import READERS, frame, read_table
from reportgen.yamlfile import read_utf8

__all__ = [
    "READERS",
    "Codebooks",
    "code",
    "frame",
    "read_codebook",
    "read_codebooks",
    "read_data",
    "read_surveys",
    "read_table",
    "read_utf8",
    "without_respondents",
]
