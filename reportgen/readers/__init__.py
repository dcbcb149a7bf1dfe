"""Data and codebooks → Surveys. One input format a file."""

from reportgen.readers.codebook import read_codebook
from reportgen.readers.coding import code
from reportgen.readers.load import read_surveys
from reportgen.readers.tabular import READERS, frame, read_table
from reportgen.yamlfile import read_utf8

__all__ = [
    "READERS",
    "code",
    "frame",
    "read_codebook",
    "read_surveys",
    "read_table",
    "read_utf8",
]
