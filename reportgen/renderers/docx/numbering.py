"""The lists of a draft: each ordered list starts at one again, headings count on by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from reportgen.renderers.docx.markup import Element, tag, tree, w
from reportgen.renderers.docx.styles import Styles


class Numbering:
    """The numbering part of a template, to which lists are added."""

    def __init__(self, root: Element) -> None:
        self.root = root

    def restarted(self, number: int) -> int:
        """A numbering like the one with that id, starting at one; its id."""
        return self.starting(number, {0: 1})

    def starting(self, number: int, starts: Mapping[int, int]) -> int:
        """A numbering that counts with the one of that id, its levels starting at these; its id."""
        numberings = self._numberings()
        copied = deepcopy(numberings[number])
        for level, start in starts.items():
            over = w("lvlOverride", w("startOverride", val=start), ilvl=level)
            copied.append(tree(over))
        return self._added(copied)

    def added(self, abstract: Element) -> int:
        """The id of a numbering of a list that is added here, whatever id that has."""
        lists = self.root.findall(tag("abstractNum"))
        identity = max((int(each.get(tag("abstractNumId"), "0")) for each in lists), default=-1) + 1
        abstract.set(tag("abstractNumId"), str(identity))
        if lists:
            lists[-1].addnext(abstract)
        else:
            self.root.insert(len(self.root.findall(tag("numPicBullet"))), abstract)
        return self._added(tree(w("num", w("abstractNumId", val=identity))))

    def kind(self, number: int) -> str:
        """The list that a numbering is of, "" for none: numberings of one list count together."""
        concrete = self._numberings().get(number)
        kind = concrete.find(tag("abstractNumId")) if concrete is not None else None
        return kind.get(tag("val"), "") if kind is not None else ""

    def starts(self, number: int) -> dict[int, int]:
        """Where a numbering has its levels start, other than its list does."""
        overs = self._numberings()[number].iterfind(tag("lvlOverride"))
        return {
            int(over.get(tag("ilvl"), "0")): int(start.get(tag("val"), "0"))
            for over in overs
            for start in over.iterfind(tag("startOverride"))
        }

    def level(self, number: int, level: int) -> Element | None:
        """A level of the list that a numbering is of, the first 0; None where there is none."""
        path = f"w:abstractNum[@w:abstractNumId='{self.kind(number)}']/w:lvl[@w:ilvl='{level}']"
        return self.root.find(path, {"w": self.root.nsmap["w"]})

    def relink(self, styles: Styles) -> None:
        """Have levels follow the styles that they count to new ids, and forget those left out."""
        for link in list(self.root.iter(tag("pStyle"))):
            style = link.get(tag("val"), "")
            now = styles.renamed.get(style, style)
            if now in styles.identities:
                link.set(tag("val"), now)
            elif (level := link.getparent()) is not None:
                level.remove(link)

    def _numberings(self) -> dict[int, Element]:
        return {int(num.get(tag("numId"), "0")): num for num in self.root.iterfind(tag("num"))}

    def _added(self, concrete: Element) -> int:
        numberings = self._numberings()
        fresh = max(numberings, default=0) + 1
        concrete.set(tag("numId"), str(fresh))
        if numberings:
            numberings[max(numberings)].addnext(concrete)
        else:
            self.root.findall(tag("abstractNum"))[-1].addnext(concrete)
        return fresh
