"""Word templates with tags, made in Word: found, checked, and filled with one edition."""

from reportgen.renderers.docx.filling.fill import Fault, Filling, filled
from reportgen.renderers.docx.filling.reading import opened as read_template
from reportgen.renderers.docx.filling.remarks import with_comments
from reportgen.renderers.docx.filling.start import Names, start, starter, starter_name
from reportgen.renderers.docx.filling.trial import (
    faults_in_all,
    has_tags,
    is_filled,
    tags_in,
    template_faults,
    template_numbers,
)

__all__ = [
    "Fault",
    "Filling",
    "Names",
    "faults_in_all",
    "filled",
    "has_tags",
    "is_filled",
    "read_template",
    "start",
    "starter",
    "starter_name",
    "tags_in",
    "template_faults",
    "template_numbers",
    "with_comments",
]
