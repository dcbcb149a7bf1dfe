"""A project → every name and expression that its text can use, with what each prints."""

from reportgen.listing.entry import KINDS, Entry, matching
from reportgen.listing.gather import Gathered, gather
from reportgen.listing.kinds import entries
from reportgen.listing.template_tags import template_tags

__all__ = ["KINDS", "Entry", "Gathered", "entries", "gather", "matching", "template_tags"]
