"""The Word files: valid, alike in LibreOffice, with headings and fields as Word wants them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

import docx
import pymupdf
import pytest
from lxml import etree

from tests.acceptance.reading import (
    EDITIONS,
    HAN,
    PAGE,
    VERSIONS,
    Paragraph,
    W,
    alternatives,
    labels,
    part,
    pdf_block,
    pdf_sections,
    rows,
    squeezed,
    style_chain,
    text_of,
    word_block,
    word_content,
    word_sections,
    word_text,
)
from tests.renderers.docx_office import audit

LABEL_WORDS = {"zh": ("表", "图"), "en": ("Table", "Figure")}


@pytest.mark.parametrize("edition", EDITIONS)
class TestFile:
    def test_audit_finds_nothing(self, built: Path, tmp_path: Path, edition: str) -> None:
        assert audit((built / f"report.{edition}.docx").read_bytes(), tmp_path) == []

    def test_python_docx_opens_it(self, built: Path, edition: str) -> None:
        opened = docx.Document(str(built / f"report.{edition}.docx"))
        assert len(opened.tables) == (14 if edition == "parallel" else 7)
        assert len(opened.inline_shapes) == len(opened.tables)

    def test_libreoffice_shows_the_same_text(
        self, built: Path, office: Mapping[str, Path], edition: str
    ) -> None:
        """Character by character as often, and paragraph by paragraph in the same words."""
        path = built / f"report.{edition}.docx"
        texts = [squeezed(item.text) for item in word_content(path)]
        shown = squeezed(office_text(office[edition]))
        assert Counter("".join(texts)) == Counter(shown)
        for item, text in zip(word_content(path), texts, strict=True):
            if isinstance(item, Paragraph):
                assert text in shown

    def test_pages(self, office: Mapping[str, Path], edition: str) -> None:
        with pymupdf.open(office[edition]) as document:
            assert 8 <= len(document) <= 40
            assert {(round(p.rect.width), round(p.rect.height)) for p in document} == {(595, 842)}


def office_text(path: Path) -> str:
    """The text of LibreOffice's PDF, without running heads and folios."""
    found = []
    with pymupdf.open(path) as document:
        for page in document:
            size = page.rect
            area = pymupdf.Rect(0, PAGE["top"] - 6, size.width, size.height - PAGE["bottom"] + 6)
            found.append(page.get_text(clip=area))
    return "".join(found)


@pytest.mark.parametrize(("edition", "language"), VERSIONS)
class TestText:
    def test_paragraphs_are_those_of_the_pdf(
        self, built: Path, edition: str, language: str
    ) -> None:
        """Word for word and number for number, in each section."""
        in_pdf = pdf_sections(built / f"report.{edition}.pdf", language)
        number = 0
        for section, texts in word_sections(built / f"report.{edition}.docx", language).items():
            place = "" if (section, language) == ("introduction", "zh") else section
            where = squeezed(in_pdf[place])
            for text in texts:
                number += 1
                assert squeezed(text) in where, nearest(squeezed(text), where)
        assert number > 25

    def test_alternative_texts(self, built: Path, edition: str, language: str) -> None:
        """One for each figure, in its language, with every number that the PDF draws."""
        path = built / f"report.{edition}.docx"
        for name, label in labels(language).items():
            if not name.startswith("fig:"):
                continue
            _, shown, _ = word_block(path, label)
            (text,) = alternatives(shown.element)
            assert len(text) > 40
            assert bool(HAN.search(text)) == (language == "zh")
            drawn = text_of(pdf_block(built / f"report.{edition}.pdf", label).content)
            numbers = Counter(re.findall(r"[0-9]+\.[0-9]%", drawn))
            assert numbers
            assert numbers - Counter(re.findall(r"[0-9]+\.[0-9]%", text)) == Counter()


def nearest(text: str, where: str) -> str:
    """Where a text differs from the most alike place in another, for the message."""
    match = SequenceMatcher(None, text, where, autojunk=False).find_longest_match()
    end = match.a + match.size
    return f"… {text[max(0, end - 20) : end]} | {text[end : end + 20]}"


@pytest.mark.parametrize("edition", EDITIONS)
class TestHeadings:
    def test_are_those_of_the_pdf_outline(self, built: Path, edition: str) -> None:
        with pymupdf.open(built / f"report.{edition}.pdf") as document:
            outline = [
                (level - 1, squeezed(title)) for level, title, _ in document.get_toc() if level > 1
            ]
        headings = [
            (item.level, squeezed(item.text))
            for item in word_content(built / f"report.{edition}.docx")
            if isinstance(item, Paragraph) and item.level
        ]
        assert headings == outline
        assert len(headings) >= 15

    def test_titles(self, built: Path, edition: str) -> None:
        with pymupdf.open(built / f"report.{edition}.pdf") as document:
            titles = [squeezed(title) for level, title, _ in document.get_toc() if level == 1]
        assert titles == [
            squeezed(item.text)
            for item in word_content(built / f"report.{edition}.docx")
            if isinstance(item, Paragraph) and "Title" in item.style.split()
        ]


@pytest.mark.parametrize("edition", EDITIONS)
class TestFields:
    def test_captions_are_counted(self, built: Path, edition: str) -> None:
        """By a SEQ field a label, whose cached numbers are those that Word will count."""
        counted: Counter[str] = Counter()
        number = 0
        for item in captions(built / f"report.{edition}.docx"):
            fields = [field for field in field_list(item.element) if field[0].startswith("SEQ")]
            assert len(fields) == 1, item.text
            code, cached = fields[0]
            label, options = re.fullmatch(r"SEQ (\S+) (.*)", code).groups()
            assert options == r"\* ARABIC"
            counted[label] += 1
            number += 1
            assert cached == str(counted[label])
            assert re.match(rf"{label}\s?{cached}(?![0-9])", item.text)
        languages = (edition,) if edition in LABEL_WORDS else tuple(LABEL_WORDS)
        assert counted == {word: 7 for code in languages for word in LABEL_WORDS[code]}
        assert number == counted.total()

    def test_references_say_what_their_targets_say(self, built: Path, edition: str) -> None:
        path = built / f"report.{edition}.docx"
        targets = bookmarks(path)
        references = [
            (re.fullmatch(r"REF (\S+) .*", code).group(1), cached)
            for code, cached in field_list(part(path))
            if code.startswith("REF")
        ]
        assert len(references) >= 15
        for name, cached in references:
            assert targets[name] == cached

    def test_links_lead_somewhere(self, built: Path, edition: str) -> None:
        path = built / f"report.{edition}.docx"
        links = [link.get(f"{W}anchor") for link in part(path).iter(f"{W}hyperlink")]
        assert len(links) >= 8
        assert set(filter(None, links)) <= set(bookmarks(path))


def captions(path: Path) -> Iterator[Paragraph]:
    for item in word_content(path):
        if isinstance(item, Paragraph) and "Caption" in item.style:
            yield item


def field_list(element: etree._Element) -> list[tuple[str, str]]:
    """The fields in an element: what each is and what it showed last."""
    found: list[tuple[str, str]] = []
    code, cached, state = "", "", ""
    for piece in element.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if piece.tag == f"{W}fldChar":
            kind = piece.get(f"{W}fldCharType")
            if kind == "begin":
                assert state == "", "fields may not be nested here"
                code, cached = "", ""
            if kind == "end":
                found.append((code.strip(), cached))
            state = "" if kind == "end" else kind
        elif piece.tag == f"{W}instrText":
            assert state == "begin"
            code += piece.text
        elif state == "separate":
            cached += piece.text or ""
    assert state == ""
    return found


def bookmarks(path: Path) -> Mapping[str, str]:
    """The text of each bookmark by its name."""
    found: dict[str, str] = {}
    opened: dict[str, str] = {}
    for piece in part(path).iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        if piece.tag == f"{W}bookmarkStart":
            assert piece.get(f"{W}name") not in found
            opened[piece.get(f"{W}id")] = piece.get(f"{W}name")
            found[piece.get(f"{W}name")] = ""
        elif piece.tag == f"{W}bookmarkEnd":
            del opened[piece.get(f"{W}id")]
        else:
            for name in opened.values():
                found[name] += piece.text or ""
    assert opened == {}
    return found


@pytest.mark.parametrize("edition", EDITIONS)
class TestFonts:
    def test_chinese_is_set_in_a_chinese_face(self, built: Path, edition: str) -> None:
        """Every run with Chinese has an East Asian font: its own, its style's or the default."""
        path = built / f"report.{edition}.docx"
        faces = Counter(
            face
            for run in part(path).iter(f"{W}r")
            if HAN.search(word_text(run))
            for face in [east_asian_face(path, run)]
        )
        if edition == "en":
            assert set(faces) <= {"宋体", "黑体"}
        else:
            assert set(faces) == {"宋体", "黑体"}

    def test_the_languages_are_named(self, built: Path, edition: str) -> None:
        path = built / f"report.{edition}.docx"
        default = part(path, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert default.get(f"{W}eastAsia") == "zh-CN"


def east_asian_face(path: Path, run: etree._Element) -> str | None:
    """The East Asian font of a run, by the order in which Word looks for it."""
    paragraph = next(run.iterancestors(f"{W}p"))
    own = run.find(f"{W}rPr/{W}rStyle")
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    chains = [
        [run],
        *([style_chain(path, own.get(f"{W}val"))] if own is not None else []),
        *([style_chain(path, named.get(f"{W}val"))] if named is not None else []),
        part(path, "word/styles.xml").iter(f"{W}rPrDefault"),
    ]
    for chain in chains:
        for link in chain:
            fonts = link.find(f"{W}rPr/{W}rFonts")
            if fonts is not None and fonts.get(f"{W}eastAsia"):
                return str(fonts.get(f"{W}eastAsia"))
    return None


def test_a_word_left_out_would_be_seen(built: Path) -> None:
    in_pdf = squeezed("".join(row.text for row in rows(built / "report.zh.pdf")))
    text = squeezed(word_sections(built / "report.zh.docx", "zh")["clinical"][0])
    assert text in in_pdf
    assert text.replace("医师", "", 1) not in in_pdf
    assert text.replace("6119", "6118", 1) not in in_pdf
