"""The lists of a draft: each ordered list starts at one again."""

from __future__ import annotations

from copy import deepcopy

from reportgen.renderers.docx.markup import Element, tag, tree, w


class Numbering:
    """The numbering part of a template, to which lists are added."""

    def __init__(self, root: Element) -> None:
        self.root = root

    def restarted(self, number: int) -> int:
        """A numbering like the one with that id, starting at one; its id."""
        numberings = {int(num.get(tag("numId"), "0")): num for num in self.root.iter(tag("num"))}
        fresh = max(numberings) + 1
        copied = deepcopy(numberings[number])
        copied.set(tag("numId"), str(fresh))
        copied.append(tree(w("lvlOverride", w("startOverride", val=1), ilvl=0)))
        numberings[max(numberings)].addnext(copied)
        return fresh
