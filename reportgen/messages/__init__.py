"""What the program says to its users, in Chinese and English: the catalogue of messages."""

from reportgen.messages.catalogue import Entry, Wording, catalogue, entry, named
from reportgen.messages.language import LANGUAGES, user_language
from reportgen.messages.phrases import Quoted, filled, say

__all__ = [
    "LANGUAGES",
    "Entry",
    "Quoted",
    "Wording",
    "catalogue",
    "entry",
    "filled",
    "named",
    "say",
    "user_language",
]
