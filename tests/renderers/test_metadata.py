"""What a PDF says of itself, in its Info dictionary and in XMP alike, as pikepdf reads it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from reportgen.document import Form, Number, Paragraph, Words
from reportgen.renderers.pdf import render
from reportgen.renderers.rendering import Rendering
from tests.renderers.docx_sample import SHARE, document
from tests.renderers.test_archival import sample

EPOCH = "1700000000"
TOLD = {
    "zh": {
        "Title": "医学影像人工智能应用现状与需求调查",
        "Author": "张三，李四",
        "Subject": "了解医学影像人工智能的应用现状与需求。",
        "Keywords": "人工智能；问卷调查",
    },
    "en": {
        "Title": "A survey of the use of artificial intelligence in medical imaging",
        "Author": "Zhang San, Li Si",
        "Subject": "To learn how artificial intelligence is used in medical imaging.",
        "Keywords": "Artificial intelligence; Surveys and questionnaires",
    },
}


@cache
def written(edition: str) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return render(sample(edition, is_archival=False)).data


def read(data: bytes) -> tuple[dict[str, str], dict[str, Any]]:
    """The Info dictionary and the XMP packet, by the names that pikepdf gives them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        info = {str(name)[1:]: str(value) for name, value in pdf.docinfo.items()}
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            prefixes = ("dc:title", "dc:creator", "dc:description", "dc:subject", "dc:language")
            names = (*prefixes, "pdf:Keywords", "xmp:CreateDate", "xmp:ModifyDate")
            return info, {name: metadata.get(name) for name in names}


@pytest.mark.parametrize(("edition", "language"), [("zh", "zh"), ("en", "en"), ("parallel", "zh")])
def test_info_and_xmp_tell_the_same_in_the_language_of_the_edition(
    edition: str, language: str
) -> None:
    info, metadata = read(written(edition))
    told = TOLD[language]
    assert {name: info[name] for name in told} == told
    assert metadata["dc:title"] == told["Title"]
    assert metadata["dc:description"] == told["Subject"]
    assert metadata["pdf:Keywords"] == told["Keywords"]
    join = "，" if language == "zh" else ", "
    assert join.join(metadata["dc:creator"]) == told["Author"]
    languages = ("zh", "en") if edition == "parallel" else (language,)
    words = {
        word
        for each in languages
        for word in TOLD[each]["Keywords"].replace("；", "; ").split("; ")
    }
    assert set(metadata["dc:subject"]) == words
    tags = {"zh": "zh-CN", "en": "en-US"}
    assert set(metadata["dc:language"]) == {tags[each] for each in languages}


def test_dates_are_that_of_the_source() -> None:
    info, metadata = read(written("zh"))
    assert info["CreationDate"] == info["ModDate"] == "D:20231114221320Z"
    assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2023-11-14T22:13:20Z"


def test_without_an_epoch_no_date_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    info, metadata = read(render(sample("en", is_archival=False)).data)
    assert not {"CreationDate", "ModDate"} & set(info)
    assert metadata["xmp:CreateDate"] is None


def subject_of(*text: Words | Number) -> str:
    """The subject of a report with an abstract of one paragraph."""
    made = document()
    assert made.front.abstract is not None
    abstract = replace(made.front.abstract, blocks=(Paragraph({"en": text, "zh": text}),))
    front = replace(made.front, abstract=abstract)
    return read(render(changed(front=front)).data)[0]["Subject"]


def changed(**parts: Any) -> Rendering:
    rendering = sample("en", is_archival=False)
    return replace(rendering, document=replace(rendering.document, **parts))


def test_a_subject_is_the_first_sentence_with_its_numbers_as_printed() -> None:
    percent = replace(SHARE, form=Form.PERCENT)
    assert subject_of(Words("Of all, "), percent, Words(" knew it. So they said.")) == (
        "Of all, 90.8% knew it."
    )
    assert subject_of(Words("Dr. no, i.e. nobody, knew it.")) == "Dr. no, i.e. nobody, knew it."


def test_without_an_abstract_the_label_is_the_subject() -> None:
    front = replace(document().front, abstract=None)
    assert read(render(changed(front=front)).data)[0]["Subject"] == "Survey Report"


def test_what_a_report_does_not_say_is_left_out() -> None:
    front = replace(document().front, abstract=None, label=None, authors=(), keywords=())
    info, metadata = read(render(changed(front=front)).data)
    assert not {"Author", "Subject", "Keywords"} & set(info)
    names = ("dc:creator", "dc:description", "dc:subject", "pdf:Keywords")
    assert [metadata[name] for name in names] == [None] * 4
