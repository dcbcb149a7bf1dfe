"""Faults of Word files that somebody sent."""

from __future__ import annotations

from tests.messages.project import Case, of, write
from tests.word_files import RELATIONS, bare_file

LINKED = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="http://x/image" '
    'Target="https://example.org/a.png" TargetMode="External"/></Relationships>'
)


def sent(data: bytes) -> Case:
    return of("check PROJECT/draft.docx -q", write("draft.docx", data))


WORD = {
    "word-bomb": sent(bare_file({"word/media/image1.png": bytes(30_000_000)})),
    "word-part-twice": sent(bare_file(twice="word/document.xml")),
    "word-macros": sent(bare_file({"word/vbaProject.bin": b"x"})),
    "word-entities": sent(
        bare_file({"word/comments.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    ),
    "word-external": sent(bare_file({"word/_rels/document.xml.rels": LINKED.encode()})),
    "word-strict": sent(
        bare_file(office="http://purl.oclc.org/ooxml/officeDocument/relationships")
    ),
}
