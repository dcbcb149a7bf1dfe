"""One edition of the Document → the bytes of a .docx file, in the styles of a Word template."""

from __future__ import annotations

from reportgen.errors import Place
from reportgen.renderers.docx.blocks import body
from reportgen.renderers.docx.draft import Draft, bookmark_names
from reportgen.renderers.docx.front import front_matter
from reportgen.renderers.docx.markup import serialise, w
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.package import DOCUMENT, Package
from reportgen.renderers.docx.page import CORE, core_properties, section_properties
from reportgen.renderers.docx.styles import Styles
from reportgen.renderers.rendering import RENDERERS, Rendered, Rendering

TEMPLATE = "template.docx"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"


@RENDERERS.add("docx")
def render(rendering: Rendering) -> Rendered:
    """The edition as a Word file: the theme's template, its content replaced by the document.

    Raises ReportError where the theme has no Word template or the template lacks a style.
    """
    path = rendering.theme.folder / TEMPLATE
    package = Package.read(path)
    draft = Draft(
        rendering=rendering,
        package=package,
        styles=Styles(package.parts[STYLES], rendering.edition, Place(str(path))),
        numbering=Numbering(package.parts[NUMBERING]),
        bookmarks=bookmark_names(rendering.document, rendering.edition),
    )
    content = [*front_matter(draft), *body(draft), section_properties(draft)]
    package.parts[DOCUMENT] = serialise(w("document", w("body", *content)))
    package.parts[STYLES] = draft.styles.xml()
    package.parts[NUMBERING] = draft.numbering.xml()
    package.parts[CORE] = core_properties(draft)
    return Rendered(package.write())
