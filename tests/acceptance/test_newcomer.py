"""A newcomer's path, from the wheel alone: a project begun, and changed in five ways.

After each change every file is compared with the one before: it differs there and nowhere else.
"""

from __future__ import annotations

import base64
import io
import os
import re
import site
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import docx
import pymupdf
import pytest
from lxml import html

from tests.typography import faults_of_any_look

ROOT = Path(__file__).parents[2]
FORMATS = ("pdf", "docx", "html")
OLD, NEW = "#1f4a73", "#8a1c1c"
SENTENCE = ("受访者中，", "答卷者中，")
SOCIETY = "某某医学会调查专刊"
TABLE = """  often:
    title: {zh: 使用的频率, en: How often it is used}
    rows: [frequency]
figures:
"""

Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel that was built here and installed into an environment of its own.

    The packages that it needs are those of the tests; the program itself is the wheel's.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-deps"]
    subprocess.run([*pip, "--no-index", str(wheel)], check=True, capture_output=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "needed.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    shown = subprocess.run(
        [str(python), "-c", "import reportgen; print(*reportgen.__path__)"],
        check=True, capture_output=True, encoding="utf-8", cwd=folder, env=bare(folder),
    )  # fmt: skip
    assert shown.stdout.startswith(str(venv)), "the program is the wheel's"
    return venv / "bin" / "reportgen"


def bare(home: Path) -> dict[str, str]:
    """An environment in which nothing is set up."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}


@pytest.fixture(scope="module")
def path(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Files]:
    """The files after each step, by its name."""
    home = tmp_path_factory.mktemp("home")
    project = home / "my-survey"

    def reportgen(*arguments: str) -> str:
        done = subprocess.run(
            [str(program), *arguments], capture_output=True, encoding="utf-8", check=False,
            cwd=project if project.is_dir() else home, env=bare(home),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def edit(name: str, old: str, new: str) -> None:
        file = project / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{name}: {old}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def table() -> None:
        edit("report.yaml", "figures:\n", TABLE)
        edit(
            "report.md",
            '{{ figure("barriers") }}',
            '{{ figure("barriers") }}\n\n{{ table("often") }}',
        )

    def colour() -> None:
        reportgen("theme", "new", "house", "--extends", "journal")
        edit("templates/house/theme.yaml", f'accent: "{OLD}"', f'accent: "{NEW}"')
        edit("report.yaml", "theme: journal", "theme: house")

    def block() -> None:
        file = project / "templates" / "blocks" / "front.html.j2"
        file.parent.mkdir()
        text = f'<p class="label">{SOCIETY}</p>{{% include "journal/blocks/front.html.j2" %}}'
        file.write_text(text, encoding="utf-8")

    steps: dict[str, Callable[[], object]] = {
        "begun": lambda: reportgen("init", "my-survey", "--template", "minimal"),
        "built again": lambda: None,
        "sentence": lambda: edit("report.md", *SENTENCE),
        "colour": colour,
        "table": table,
        "block": block,
    }
    found: dict[str, Files] = {}
    for name, change in steps.items():
        change()
        reportgen("build", "--format", ",".join(FORMATS))
        output = project / "output"
        found[name] = {file.name: file.read_bytes() for file in sorted(output.iterdir())}
    return found


def test_every_page_is_set_without_a_fault(path: Mapping[str, Files]) -> None:
    made = [data for files in path.values() for name, data in files.items() if name.endswith("pdf")]
    assert len(made) >= 12
    assert [fault for data in made for fault in faults_of_any_look(data)] == []


def words(name: str, data: bytes) -> str:
    """What a file prints, without the spaces and line ends of its layout."""
    if name.endswith(".pdf"):
        with pymupdf.open(stream=data) as document:
            text = "".join(page.get_text() for page in document)
    elif name.endswith(".docx"):
        body = docx.Document(io.BytesIO(data)).element.body
        text = "".join(part.text or "" for part in body.iter() if part.tag.endswith("}t"))
    else:
        tree = html.fromstring(data.decode())
        for part in tree.xpath("//style|//head"):
            part.drop_tree()
        text = tree.text_content()
    return "".join(text.split())


def printed(files: Files, language: str) -> Iterator[tuple[str, str]]:
    for kind in FORMATS:
        name = f"report.{language}.{kind}"
        yield name, words(name, files[name])


def test_a_project_that_was_begun_builds_every_file(path: Mapping[str, Files]) -> None:
    wanted = {f"report.{edition}.{kind}" for edition in ("zh", "en") for kind in FORMATS}
    assert set(path["begun"]) == wanted | {"report.numbers.csv"}
    for language, title in (
        ("zh", "远程会诊使用情况调查（示例）"),
        ("en", "Useofremoteconsultation"),
    ):
        for name, text in printed(path["begun"], language):
            assert title in text, name


def test_building_again_gives_the_same_bytes(path: Mapping[str, Files]) -> None:
    assert path["built again"] == path["begun"]


class TestSentence:
    def test_it_stands_in_each_chinese_file_and_all_else_is_as_before(
        self, path: Mapping[str, Files]
    ) -> None:
        after = dict(printed(path["sentence"], "zh"))
        for name, before in printed(path["begun"], "zh"):
            assert before.count(SENTENCE[0]) == 1, name
            assert after[name] == before.replace(*SENTENCE), name

    def test_english_files_and_the_ledger_are_the_same_bytes(
        self, path: Mapping[str, Files]
    ) -> None:
        for name in path["begun"]:
            if ".zh." not in name:
                assert path["sentence"][name] == path["begun"][name], name


class TestColour:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_every_word_stays(self, path: Mapping[str, Files], language: str) -> None:
        assert dict(printed(path["colour"], language)) == dict(printed(path["sentence"], language))

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_in_the_pdf_text_and_bars_take_it_and_nothing_moves(
        self, path: Mapping[str, Files], language: str
    ) -> None:
        name = f"report.{language}.pdf"
        before, after = (list(marks(path[step][name])) for step in ("sentence", "colour"))
        assert before != after
        changed = [(*mark[:-1], NEW if mark[-1] == OLD else mark[-1]) for mark in before]
        assert changed == after
        kinds = Counter(mark[0] for mark in after if mark[-1] == NEW)
        assert kinds["text"] >= 1, "the column tag and the notice"
        assert kinds["shape"] >= 5, "the bars of the chart"

    def test_in_the_word_file_the_styles_and_the_chart_take_it(
        self, path: Mapping[str, Files]
    ) -> None:
        before, after = (parts(path[step]["report.zh.docx"]) for step in ("sentence", "colour"))
        old, new = OLD[1:].upper().encode(), NEW[1:].upper().encode()
        assert before.keys() == after.keys()
        changed = {name for name in before if before[name] != after[name]}
        charts = {name for name in changed if name.startswith("word/charts/")}
        assert charts, "the chart"
        assert changed - charts == {"word/styles.xml", "word/theme/theme1.xml"}
        for name in (*charts, "word/styles.xml"):
            assert before[name].replace(old, new) == after[name]

    def test_in_the_html_page_only_the_colour_differs(self, path: Mapping[str, Files]) -> None:
        before, after = (opened(path[step]["report.zh.html"]) for step in ("sentence", "colour"))
        assert before != after
        assert before.replace(OLD, NEW) == after


class TestTable:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_it_is_added_and_every_other_word_stays(
        self, path: Mapping[str, Files], language: str
    ) -> None:
        title = {"zh": "表2使用的频率", "en": "Table2Howoftenitisused"}[language]
        before = dict(printed(path["colour"], language))
        for name, after in printed(path["table"], language):
            assert after.count(title) == 1, name
            assert not Counter(before[name]) - Counter(after), name
            head, _, tail = after.partition(title)
            assert before[name].startswith(head), name
            assert tail.endswith(before[name][len(head) :]) or name.endswith(".pdf"), name

    def test_the_ledger_has_its_numbers_too(self, path: Mapping[str, Files]) -> None:
        before, after = (path[step]["report.numbers.csv"].decode() for step in ("colour", "table"))
        assert "tbl:often" not in before
        assert "tbl:often" in after
        assert "staff.frequency" in after


class TestBlock:
    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("kind", ["pdf", "html"])
    def test_it_is_printed_and_every_other_word_stays(
        self, path: Mapping[str, Files], language: str, kind: str
    ) -> None:
        name = f"report.{language}.{kind}"
        before, after = (words(name, path[step][name]) for step in ("table", "block"))
        assert after.count(SOCIETY) == 1
        # In a PDF a table or figure may now stand on the next page, behind the text there.
        assert Counter(after.replace(SOCIETY, "")) == Counter(before)
        assert kind == "pdf" or after.replace(SOCIETY, "") == before

    def test_the_word_files_are_the_same_bytes(self, path: Mapping[str, Files]) -> None:
        for name in ("report.zh.docx", "report.en.docx", "report.numbers.csv"):
            assert path["block"][name] == path["table"][name], name


def marks(data: bytes) -> Iterator[tuple[object, ...]]:
    """Each span of text and each shape of a PDF: where it stands, how it is set, its colour."""
    with pymupdf.open(stream=data) as document:
        for page in document:
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        font = span["font"].rpartition("+")[2]
                        place = tuple(round(edge, 2) for edge in span["bbox"])
                        colour = f"#{span['color']:06x}"
                        yield "text", page.number, span["text"], font, span["size"], place, colour
            for shape in page.get_drawings():
                paint = shape["fill"] or shape["color"]
                place = tuple(round(edge, 2) for edge in shape["rect"])
                colour = "#" + "".join(f"{round(255 * part):02x}" for part in paint)
                yield "shape", page.number, place, colour


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(data: bytes) -> str:
    """A page with the figures that it holds as text."""
    return re.sub(
        r"data:image/svg\+xml;base64,([\w+/=]+)",
        lambda found: base64.b64decode(found[1]).decode(),
        data.decode(),
    )
