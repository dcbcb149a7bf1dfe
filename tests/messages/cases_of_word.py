"""Faults of Word files that somebody sent."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from reportgen import pipeline
from tests.drafts import word_edits as word
from tests.messages.project import Case, Spoil, add, change, of, text, write
from tests.word_files import RELATIONS, bare_file

LINKED = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="http://x/image" '
    'Target="https://example.org/a.png" TargetMode="External"/></Relationships>'
)


def sent(data: bytes) -> Case:
    return of("check PROJECT/draft.docx -q", write("draft.docx", data))


DRAFT = "draft.docx"
TABLE, NUMBER = "tbl:use:en", "num:"
MORE = add("staff.csv", "yes,ct,a,3\n" * 10)


def built(folder: Path) -> None:
    """A draft, before anything is spoilt."""
    output = folder / "drafts"
    pipeline.build(folder, output, editions=("en",), formats=("docx",))
    (output / "report.en.docx").rename(folder / DRAFT)


def in_draft(edit: word.Edit) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / DRAFT
        path.write_bytes(word.edited(path.read_bytes(), edit))

    return spoil


def verified(*spoils: Spoil, also: str = "") -> Case:
    return of(f"verify PROJECT/{DRAFT} PROJECT -q", built, *spoils, also=also)


def refreshed(*spoils: Spoil, also: str = "") -> Case:
    return of(f"refresh PROJECT/{DRAFT} PROJECT -q", built, *spoils, also=also)


def share(root: etree._Element) -> etree._Element:
    return word.control(root, "50.0% (20/40)")


def other_key(root: etree._Element) -> None:
    share(root).find(f"{word.Q}sdtPr/{word.Q}tag").set(f"{word.Q}val", "num:" + "0" * 20)


def added(text: str) -> Spoil:
    return in_draft(lambda root: word.paragraph_of(share(root)).append(word.run(text)))


YES = '    - {name: "yes", "label::zh": 是, "label::en": "Yes"}\n'
NO = '    - {name: "no", "label::zh": 否, "label::en": "No"}\n'
UNSURE = '    - {name: unsure, "label::zh": 不清楚, "label::en": Unsure}\n'


def rows(root: etree._Element) -> list[etree._Element]:
    """The rows of the table."""
    return [each for each in root.iter(f"{word.Q}tr") if "Ward" in word.said(each.getparent())]


def without_control(kind: str) -> word.Edit:
    def edit(root: etree._Element) -> None:
        for each in list(root.iter(f"{word.Q}sdt")):
            if each.find(f"{word.Q}sdtPr/{word.Q}tag").get(f"{word.Q}val").startswith(kind):
                word.unwrap(each)

    return edit


def without_bookmarks(root: etree._Element) -> None:
    for each in list(root.iter(f"{word.Q}bookmarkStart")):
        word.delete(each)
    simple = etree.Element(f"{word.Q}fldSimple", {f"{word.Q}instr": " REF _Ref1 \\h "})
    simple.append(word.run("Table 1"))
    word.paragraph_of(share(root)).append(simple)


def other_figure(folder: Path) -> None:
    """Another program has drawn the chart."""
    parts = word.parts_of((folder / DRAFT).read_bytes())
    chart = "word/charts/chart1.xml"
    parts[chart] = parts[chart].replace(b"<c:v>0.5</c:v>", b"<c:v>0.51</c:v>")
    (folder / DRAFT).write_bytes(word.packed(parts))


def retyped_row(root: etree._Element) -> None:
    for cell in rows(root)[-1].iter(f"{word.Q}tc"):
        next(cell.iter(f"{word.Q}t")).text = "half"


WORD = {
    "word-bomb": sent(bare_file({"word/media/image1.png": bytes(30_000_000)})),
    "word-part-twice": sent(bare_file(twice="word/document.xml")),
    "word-macros": sent(bare_file({"word/vbaProject.bin": b"x"})),
    "word-entities": sent(
        bare_file({"word/comments.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    ),
    "word-external": sent(bare_file({"word/_rels/document.xml.rels": LINKED.encode()})),
    "word-binary": sent(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)),
    "word-strict": sent(
        bare_file(office="http://purl.oclc.org/ooxml/officeDocument/relationships")
    ),
    "number-is-old": verified(MORE, also="figure-differs"),
    "number-was-edited": verified(in_draft(lambda root: word.retype(share(root), "half"))),
    "control-without-source": verified(in_draft(other_key), also="control-was-deleted"),
    "number-was-deleted": verified(in_draft(lambda root: word.retype(share(root), ""))),
    "row-in-doubt": verified(in_draft(retyped_row)),
    "rows-were-deleted": verified(in_draft(lambda root: word.delete(rows(root)[-1]))),
    "rows-are-new": verified(
        in_draft(lambda root: word.delete(rows(root)[-1])),
        change("staff.yaml", NO, NO + UNSURE),
        also="rows-were-deleted",
    ),
    "rows-in-other-order": verified(change("staff.yaml", YES + NO, NO + YES)),
    "control-was-lost": verified(in_draft(without_control("tbl:"))),
    "old-without-control": refreshed(in_draft(without_control("tbl:")), MORE),
    "figure-not-compared": verified(
        in_draft(without_control("fig:")), other_figure, also="control-was-lost"
    ),
    "reference-to-nothing": verified(in_draft(without_bookmarks)),
    "numbers-changed-order": of(
        f"refresh PROJECT/{DRAFT} PROJECT -q",
        text('{{ percent("uses", "yes", ward="a") }} {{ percent("uses", "yes", ward="b") }}'),
        built,
        write("staff.csv", "uses,tools,ward,years\n" + "yes,ct,b,3\n" * 20 + "no,ct,a,\n" * 20),
    ),
    "table-differs": verified(
        change(
            "staff.yaml", "{name: b, label: B}", "{name: b, label: B}\n    - {name: c, label: C}"
        ),
        add("staff.csv", "no,ct,c,\n" * 20),
        also="number-is-old figure-differs",
    ),
    "figure-differs": verified(change("staff.csv", "yes,ct mri,a,3", "yes,ct,a,3")),
    "quotation-is-old": verified(
        added(" 50.0% (20/40)"), MORE, also="number-is-old figure-differs"
    ),
    "quotation-not-of-data": verified(added(" 25.0% (10/40)")),
    "number-not-printed": refreshed(
        change("report.md", '{{ share("uses", "yes") }}，', '{{ share("uses", "no") }}，'),
        change("report.md", '{{ share("uses", "yes") }} (', '{{ share("uses", "no") }} ('),
        also="not-in-draft",
    ),
    "edited-by-hand": refreshed(in_draft(lambda root: word.retype(share(root), "half"))),
    "pending-change": refreshed(in_draft(lambda root: word.track_retyped(share(root), "half"))),
    "control-was-deleted": refreshed(in_draft(lambda root: word.unwrap(share(root)))),
    "not-in-draft": refreshed(
        change("report.md", '("uses", "yes") }}，', '("uses", "yes") }}{{ base("uses") }}，'),
        change("report.md", '("uses", "yes") }} (', '("uses", "yes") }} {{ base("uses") }} ('),
    ),
    "draft-without-controls": of(f"refresh PROJECT/{DRAFT} PROJECT -q", write(DRAFT, bare_file())),
    "notes-differ": refreshed(
        write("staff.csv", "uses,tools,ward,years\n" + "yes,ct mri,a,3\n" * 20 + "no,ct,b,\n" * 3)
    ),
}
