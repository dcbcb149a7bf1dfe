"""Each number of a draft that doesn't agree with the data is found, with its place."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree

from reportgen.drafts import Verified, verified
from reportgen.errors import Finding, ReportError
from tests.drafts import project as sample
from tests.drafts import word_edits as word
from tests.drafts.word_edits import Q
from tests.word_files import bare_file

AFTER = sample.ANSWERS + sample.MORE


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "project")


def of(project: Path, data: bytes) -> Verified:
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    return verified(draft, project)


def told(found: Verified) -> list[tuple[str, str]]:
    return [(one.name, (one.place and one.place.key) or "") for one in found.findings]


def only(found: Verified) -> Finding:
    (one,) = found.findings
    return one


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual", "parallel"])
def test_a_draft_as_it_was_built_agrees(project: Path, edition: str) -> None:
    found = of(project, sample.built(edition))
    assert found.findings == ()
    assert found.controls > 10
    assert found.quotations == 0, "all stand in controls"


def test_every_control_is_compared_when_the_data_change(project: Path) -> None:
    data = sample.built("en")
    sample.set_answers(project, AFTER)
    found = of(project, data)
    assert {one.name for one in found.findings} == {"number-is-old", "figure-differs"}
    printed = {(one.values.get("printed"), one.values.get("expected")) for one in found.findings}
    assert ("50.0% (20/40)", "54.7% (29/53)") in printed
    assert ("20 (100.0)", "29 (87.9)") in printed, "a cell"
    assert ("20", "29") in printed, "in a footnote"


def test_a_number_that_somebody_typed_in_a_control_is_told_with_its_words(project: Path) -> None:
    data = word.edited(
        sample.built("en"),
        lambda root: word.retype(word.control(root, "50.0% (20/40)"), "51% (20/40)"),
    )
    one = only(of(project, data))
    assert one.name == "number-was-edited"
    assert one.message() == "somebody has typed 51% (20/40) here, the data say 50.0% (20/40)"
    assert one.found == "Of 40 staff, 51% (20/40) use it."
    assert str(one.place).endswith("draft.docx (text, paragraph 11, below the heading 'Summary')")


WHO = 'w:author="Li" w:id="900" w:date="2026-01-02T03:04:05Z"'


def piece(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def quoting(text: str, where: str = "") -> bytes:
    """A file with a paragraph, in a story of its own where named."""
    if not where:
        return bare_file(body=f"<w:p>{piece(text)}</w:p>")
    document = docx.Document()
    section = document.sections[0]
    target = {
        "header": lambda: section.header.paragraphs[0],
        "footer": lambda: section.footer.paragraphs[0],
        "table": lambda: document.add_table(2, 2).cell(1, 0).paragraphs[0],
    }[where]()
    target.text = text
    data = BytesIO()
    document.save(data)
    return data.getvalue()


class TestPlainText:
    """Drafts of any program: the percentage is recomputed, and the counts are looked up."""

    @pytest.mark.parametrize(
        "text",
        [
            "51.0% (20/40)",
            "51.0％（20／40）",
            "使用者占51%［20/40］",
            "51.0% (n = 20/40; 95% CI)",
            "51.0%, 20/40;",
        ],
    )
    def test_a_wrong_percentage(self, project: Path, text: str) -> None:
        one = only(of(project, quoting(text)))
        assert one.name == "wrong-percentage"
        assert one.found == text

    @pytest.mark.parametrize("text", ["50.0% (20/40)", "占50%（20／40）", "100% (20/20)"])
    def test_what_is_of_the_data(self, project: Path, text: str) -> None:
        found = of(project, quoting(text))
        assert (found.findings, found.quotations) == ((), 1)

    def test_what_is_not_of_the_data_is_a_warning(self, project: Path) -> None:
        one = only(of(project, quoting("25.0% (1 250/5 000)")))
        assert (one.name, one.is_warning) == ("quotation-not-of-data", True)
        assert one.values["printed"] == "25.0% (1250/5000)"

    @pytest.mark.parametrize(
        ("where", "place"),
        [
            ("header", "header 1, paragraph 1"),
            ("footer", "footer 1, paragraph 1"),
            ("table", "text, table 1, row 2, cell 1, paragraph 1"),
        ],
    )
    def test_in_every_story(self, project: Path, where: str, place: str) -> None:
        assert told(of(project, quoting("51% (20/40)", where))) == [("wrong-percentage", place)]

    def test_in_footnotes_of_a_draft(self, project: Path) -> None:
        def edit(root: etree._Element) -> None:
            list(root.iter(f"{Q}p"))[-1].append(word.run("；51% (20/40)"))

        data = word.edited(sample.built("zh"), edit, part="word/footnotes.xml")
        assert told(of(project, data)) == [("wrong-percentage", "footnote 1, paragraph 1")]

    def test_in_a_text_box_once(self, project: Path) -> None:
        box = "<w:txbxContent><w:p><w:r><w:t>51% (20/40)</w:t></w:r></w:p></w:txbxContent>"
        data = bare_file(
            body='<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            f'markup-compatibility/2006"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}'
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        assert told(of(project, data)) == [("wrong-percentage", "text, text box 1, paragraph 1")]

    def test_cut_into_runs_with_tracked_changes(self, project: Path) -> None:
        """50.0 is replaced by 51.0, and neither change is accepted yet."""
        who = 'w:author="Li" w:id='
        runs = piece("占") + piece("5")
        gone = f'<w:del {who}"1"><w:r><w:delText>0.0</w:delText></w:r></w:del>'
        new = f'<w:ins {who}"2">{piece("1.0")}</w:ins>{piece("% (2")}'
        moved = f'<w:moveFrom {who}"3">{piece("1/1")}</w:moveFrom>{piece("0/40)")}'
        one = only(of(project, bare_file(body=f"<w:p>{runs}{gone}{new}{moved}</w:p>")))
        assert (one.name, one.found) == ("wrong-percentage", "占51.0% (20/40)")

    @pytest.mark.parametrize(
        ("content", "read"),
        [
            ("".join(piece(sign) for sign in "51% (20/40)"), "51% (20/40)"),
            (f"<w:ins {WHO}>{piece('51% (20/40)')}</w:ins>", "51% (20/40)"),
            (f"<w:moveTo {WHO}>{piece('51% (20/40)')}</w:moveTo>", "51% (20/40)"),
            (piece("51% (") + '<w:proofErr w:type="spellStart"/>' + piece("20/40)"), "51% (20/40)"),
            (piece("51%") + "<w:r><w:tab/></w:r>" + piece("(20/40)"), "51% (20/40)"),
            (piece("51%") + "<w:r><w:br/></w:r>" + piece("(20/40)"), "51% (20/40)"),
            (piece("51") + "<w:r><w:softHyphen/></w:r>" + piece("% (20/40)"), "51% (20/40)"),
            (
                f'<w:smartTag w:uri="u" w:element="e">{piece("51%")}</w:smartTag>'
                f'<w:hyperlink w:anchor="a">{piece(" (20/40)")}</w:hyperlink>',
                "51% (20/40)",
            ),
            (
                f"<w:sdt><w:sdtPr/><w:sdtContent>{piece('51%')}</w:sdtContent></w:sdt>"
                + piece("（20／40）"),
                "51%（20／40）",
            ),
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> = 1 </w:instrText>'
                '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + piece("51% (20/40)") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                "51% (20/40)",
            ),
            ("<w:r><w:t>51%\u200b [n\u202f=\u202f20\u2009/\u200940]</w:t></w:r>", None),
        ],
    )  # fmt: skip
    def test_as_word_writes_it(self, project: Path, content: str, read: str | None) -> None:
        one = only(of(project, bare_file(body=f"<w:p>{content}</w:p>")))
        assert one.name == "wrong-percentage"
        assert one.values["expected"] == "50%"
        assert read is None or one.found == read

    def test_what_is_deleted_or_moved_away_is_not_read(self, project: Path) -> None:
        gone = f"<w:del {WHO}><w:r><w:delText>51% (20/40)</w:delText></w:r></w:del>"
        left = f"<w:moveFrom {WHO}>{piece('51% (20/40)')}</w:moveFrom>"
        found = of(project, bare_file(body=f"<w:p>{gone}{left}</w:p>"))
        assert (found.findings, found.quotations) == ((), 0)

    def test_in_the_headers_of_later_sections(self, project: Path) -> None:
        document = docx.Document()
        for text in ("第一节", "51%（20/40）"):
            section = document.add_section() if text[0] == "5" else document.sections[0]
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = text
        data = BytesIO()
        document.save(data)
        found = of(project, data.getvalue())
        assert told(found) == [("wrong-percentage", "header 2, paragraph 1")]

    def test_what_the_draft_once_printed_is_told_with_what_is_so_now(self, project: Path) -> None:
        """A number was typed over its control; then the data changed."""

        def edit(root: etree._Element) -> None:
            word.unwrap(word.control(root, "50.0% (20/40)"))

        data = word.edited(sample.built("en"), edit)
        assert of(project, data).findings == ()  # the same number stands elsewhere, in its control
        sample.set_answers(project, AFTER)
        found = [one for one in of(project, data).findings if one.name == "quotation-is-old"]
        (one,) = found
        assert one.values["expected"] == "54.7% (29/53)"
        assert str(one.place).endswith("(text, paragraph 11, below the heading 'Summary')")

    def test_a_control_and_typed_counts_beside_it(self, project: Path) -> None:
        """100.0% is the report's own, (19/20) was typed."""

        def edit(root: etree._Element) -> None:
            word.control(root, "100.0%").addnext(word.run(" (19/20)"))

        one = only(of(project, word.edited(sample.built("en"), edit)))
        assert one.name == "wrong-percentage"


def drop(root: etree._Element, kind: str) -> None:
    """Delete the controls of a kind, with what they hold, as one who selects and deletes it."""
    for each in list(root.iter(f"{Q}sdt")):
        tag = each.find(f"{Q}sdtPr/{Q}tag")
        if tag is not None and tag.get(f"{Q}val").startswith(kind):
            each.getparent().remove(each)


@pytest.mark.parametrize(
    ("kind", "wanted"), [("fig:", ["Tools (fig:tools)"]), ("tbl:", ["Use by 40 staff (tbl:use)"])]
)
def test_what_co_authors_deleted_is_a_remark(project: Path, kind: str, wanted: list[str]) -> None:
    found = of(project, word.edited(sample.built("en"), lambda root: drop(root, kind)))
    assert [one.found for one in found.findings] == wanted
    assert {one.name for one in found.findings} == {"control-was-deleted"}
    assert all(one.is_warning for one in found.findings)


def test_a_number_that_was_deleted_is_a_remark_unless_it_stands_elsewhere(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        for text in ("50.0% (20/40)", "100.0%"):
            control = word.control(root, text)
            control.getparent().remove(control)

    (one,) = of(project, word.edited(sample.built("en"), edit)).findings
    assert (one.name, str(one.found).split(" ")[0]) == ("control-was-deleted", "100.0%")


def test_what_waits_to_be_deleted_is_a_remark(project: Path) -> None:
    """A tracked deletion: nothing of it is compared, and it is listed."""

    def edit(root: etree._Element) -> None:
        control = word.control(root, "100.0%")
        gone = etree.Element(f"{Q}del", {**word.WHO, f"{Q}id": "77"})
        control.addprevious(gone)
        gone.append(control)

    sample.set_answers(project, sample.ANSWERS)
    (one,) = of(project, word.edited(sample.built("en"), edit)).findings
    assert one.name == "control-was-deleted"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (bare_file({"word/vbaProject.bin": b"x"}), "word-macros"),
        (
            bare_file({"customXml/item1.xml": b'<!DOCTYPE a SYSTEM "/etc/passwd"><a/>'}),
            "word-entities",
        ),
        (
            bare_file(
                {
                    "word/x.xml": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode(
                        "utf-16"
                    )
                }
            ),
            "word-entities",
        ),
        (bare_file({"word/media/a.png": bytes(50_000_000)}), "word-bomb"),
        (b"PK\x03\x04 nothing", "not-a-word-document"),
        (bare_file({"word/document.xml": b"<a/>"}), "not-a-word-document"),
        (bare_file({"word/document.xml": b"<a>"}), "not-a-word-document"),
        (b"", "empty-file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096), "word-binary"),
    ],
    ids=["macros", "dtd", "utf-16 dtd", "bomb", "broken", "no text", "no xml", "empty", "password"],
)
def test_a_file_that_could_do_harm_is_refused(project: Path, data: bytes, name: str) -> None:
    with pytest.raises(ReportError) as fault:
        of(project, data)
    assert [one.name for one in fault.value.findings] == [name]


def test_links_to_click_on_are_no_harm(project: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/hyperlink" Target="https://example.org" TargetMode="External"/>'
        "</Relationships>"
    )
    assert of(project, bare_file({"word/_rels/document.xml.rels": rels.encode()})).findings == ()


def test_a_part_that_is_named_and_lacks_is_passed_over(project: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    for lost in ("styles.xml", "../../../etc/passwd"):
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}" Target="{lost}"/></Relationships>'
        )
        file = bare_file({"word/_rels/document.xml.rels": rels.encode()})
        assert of(project, file).findings == ()


def test_numbers_of_a_deleted_paragraph_are_one_remark(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        word.delete(word.paragraph_of(word.control(root, "100.0%")))

    (one,) = of(project, word.edited(sample.built("en"), edit)).findings
    assert one.name == "control-was-deleted"
    assert [each.split(" (")[0] for each in str(one.found).split("); ")] == [
        "100.0%",
        "0/20",
        "3.0",
    ]


def test_mistakes_come_before_what_refresh_mends_and_remarks_last(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        word.delete(word.paragraph_of(word.control(root, "100.0%")))
        word.paragraph_of(word.control(root, "50.0% (20/40)")).append(word.run(" 51% (20/40)"))

    data = word.edited(sample.built("en"), edit)
    sample.set_answers(project, AFTER)
    names = [one.name for one in of(project, data).findings]
    assert names[0] == "wrong-percentage"
    assert names[-1] == "control-was-deleted"
    assert set(names[1:-1]) == {"number-is-old", "figure-differs"}
