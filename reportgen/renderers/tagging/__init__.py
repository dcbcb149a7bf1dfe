"""Pages that WeasyPrint has laid out → the structure tree by which a PDF is read aloud.

WeasyPrint makes an element of every box: a table on three pages is three tables, a paragraph that
goes on overleaf two. Here the tree follows the HTML, in which each element has one place, and each
takes what is painted for it on any page. `painted` walks the boxes of the pages, `roles` says what
an element is in a PDF, `structure` makes the tree, `tables` relates cells to their heads, `objects`
writes it all.

With a WeasyPrint whose private functions aren't known, its own tags stay.
"""

from reportgen.renderers.tagging.by_element import obstacle, tagged_by_element

__all__ = ["obstacle", "tagged_by_element"]
