"""Drafts that people have worked on, read back by their content controls; letters filled."""

from reportgen.drafts.commands import Written, refreshed, verified
from reportgen.drafts.refresh import Change, Refreshed
from reportgen.drafts.verify import Verified

__all__ = ["Change", "Refreshed", "Verified", "Written", "refreshed", "verified"]
