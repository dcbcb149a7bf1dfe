"""A small document with every kind of block, for tests of the Word renderer."""

from __future__ import annotations

from reportgen.charts import draw
from reportgen.document import (
    Citation,
    Content,
    Document,
    Emphasis,
    Figure,
    Form,
    FrontMatter,
    ListBlock,
    Number,
    Paragraph,
    Reference,
    ReferenceEntry,
    ReferenceList,
    Section,
    Table,
    Words,
)
from reportgen.editions import EDITIONS
from reportgen.errors import Place
from reportgen.locales import load_locale
from reportgen.renderers.rendering import Drawings, Rendering
from reportgen.text import Text
from reportgen.theme import load_theme
from tests.renderers.docx_tabulations import (
    crossed_tabulation,
    estimate,
    figure_tabulation,
    simple_tabulation,
    text,
)


def both(*parts: object) -> Content:
    """Running text in both languages; a pair of strings is words in each."""

    def one(index: int) -> tuple:
        return tuple(Words(part[index]) if isinstance(part, tuple) else part for part in parts)

    return {"zh": one(0), "en": one(1)}


PLACE = Place("template.docx")
NOTE = both(("多选题，各项合计超过100%", "multiple responses were allowed"))
SHARE = Number(estimate("awareness", "initial", 5765, 6347), Form.SHARE)
BASE = Number(estimate("awareness", None, 6347, 6347), Form.BASE)
SMALL = Number(estimate("awareness", "none", 7, 12), Form.SHARE)

SIMPLE_TABLE = Table(
    "awareness",
    1,
    both(("受访者对人工智能的了解", "Respondents’ awareness of artificial intelligence")),
    simple_tabulation(),
    (Form.COUNT, Form.PERCENT_CELL, Form.INTERVAL_CELL),
    (both(("AI为人工智能", "AI, artificial intelligence")), NOTE),
)
CROSSED_TABLE = Table(
    "barriers",
    2,
    both(("不同职业受访者认为的发展障碍", "Barriers to development, by profession")),
    crossed_tabulation(),
    (Form.COUNT_PERCENT_CELL,),
    (NOTE,),
)
WIDE_TABLE = Table(
    "wide",
    3,
    both(("发展障碍的例数与比例", "Barriers to development, counts and proportions")),
    crossed_tabulation(),
    (Form.COUNT, Form.PERCENT_CELL),
)
FIGURE = Figure(
    "barriers",
    1,
    both(("医学影像人工智能的发展障碍", "Barriers to the development of imaging AI")),
    "bar",
    figure_tabulation(),
    (NOTE,),
)


def section(
    name: str, role: str, number: tuple[int, ...], heading: Text, *blocks: object
) -> Section:
    return Section(name, role, len(number), number, heading, tuple(blocks))


def abstract() -> Section:
    parts = (
        (
            "abstract-objective",
            text("目的", "Objective"),
            both(
                (
                    "了解医学影像人工智能的应用现状与需求。",
                    "To learn how artificial intelligence is used in medical imaging.",
                )
            ),
        ),
        (
            "abstract-methods",
            text("方法", "Methods"),
            both(
                ("2022年5月对", "In May 2022, "),
                BASE,
                ("名受访者进行问卷调查。", " respondents answered a questionnaire."),
            ),
        ),
        (
            "abstract-results",
            text("结果", "Results"),
            both(
                ("共有", "Of all respondents, "),
                SHARE,
                (
                    "的受访者对人工智能有“初步了解”。",
                    " had a “preliminary understanding” of artificial intelligence.",
                ),
            ),
        ),
        (
            "abstract-conclusions",
            text("结论", "Conclusions"),
            both(("应用日益广泛——培训仍然不足。", "Use is spreading; training lags behind.")),
        ),
    )
    return section(
        "abstract",
        "abstract",
        (1,),
        text("摘要", "Abstract"),
        *(
            section(name, "abstract", (1, index), heading, Paragraph(content))
            for index, (name, heading, content) in enumerate(parts, 1)
        ),
    )


INTRODUCTION = both(
    (
        "人工智能（artificial intelligence，AI）在医学影像领域发展迅速",
        "Artificial intelligence (AI) is developing rapidly in medical imaging",
    ),
    Citation((1, 2, 3)),
    (
        "，但其临床应用的“真实情况”尚不清楚——本研究对此进行调查，现将结果报道如下（见",
        ", but little is known of its use. We report the results of a survey (see ",
    ),
    Reference("sec:clinical"),
    ("）。", ")."),
)
FINDINGS = both(
    ("在接受调查的人员中，", "Of the respondents, "),
    SHARE,
    ("对AI有初步了解（见", " had a preliminary understanding of AI ("),
    Reference("tbl:awareness"),
    ("、", ", "),
    Reference("fig:barriers"),
    ("）；小样本中为", "); in the small sample, "),
    SMALL,
    ("。差异有", ". The difference was "),
    Emphasis((Words("统计学意义"),), is_strong=True),
    ("（", " ("),
    Emphasis((Words("P"),)),
    ("<0.001）", "<0.001)"),
    Citation((1, 3)),
    ("。", "."),
)
LIST = (
    both(("各级医院的医师与技师", "Physicians and technologists of hospitals of every level")),
    both(("从事研发的企业", "Companies that develop products")),
)
POINTS = ListBlock(LIST)


def document() -> Document:
    clinical = section(
        "clinical",
        "part",
        (3, 1),
        text("临床应用", "Clinical applications"),
        Paragraph(FINDINGS),
        SIMPLE_TABLE,
        FIGURE,
        section(
            "detail",
            "part",
            (3, 1, 1),
            text("障碍", "Barriers"),
            Paragraph(FINDINGS),
            CROSSED_TABLE,
            WIDE_TABLE,
        ),
    )
    sections = (
        section(
            "introduction",
            "introduction",
            (1,),
            text("引言", "Introduction"),
            Paragraph(INTRODUCTION),
        ),
        section(
            "methods",
            "methods",
            (2,),
            text("对象与方法", "Methods"),
            POINTS,
            ListBlock(LIST, True),
            Paragraph(FINDINGS),
            ListBlock(LIST, True),
        ),
        section("results", "results", (3,), text("结果", "Results"), clinical),
        section("references", "references", (4,), text("参考文献", "References"), references()),
    )
    targets = {
        "tbl:awareness": SIMPLE_TABLE,
        "tbl:barriers": CROSSED_TABLE,
        "fig:barriers": FIGURE,
        "sec:clinical": clinical,
        "sec:introduction": sections[0],
    }
    front = FrontMatter(
        title=text(
            "医学影像人工智能应用现状与需求调查",
            "A survey of the use of artificial intelligence in medical imaging",
        ),
        label=text("·调查报告·", "Survey Report"),
        notice=text(
            "数据为模拟数据，仅供演示。", "The data are simulated and serve for demonstration only."
        ),
        authors=(text("张三", "Zhang San"), text("李四", "Li Si")),
        affiliations=(
            text(
                "某大学附属医院放射科，北京 100000",
                "Department of Radiology, University Hospital, Beijing 100000, China",
            ),
        ),
        keywords=(
            text("人工智能", "Artificial intelligence"),
            text("问卷调查", "Surveys and questionnaires"),
        ),
        running_head=text("医学影像人工智能调查", "Survey of AI in medical imaging"),
        abstract=abstract(),
    )
    return Document(("zh", "en"), front, sections, targets)


def references() -> ReferenceList:
    texts = (
        "金征宇. 人工智能医学影像应用: 现实与挑战[J]. 放射学实践, 2018, 33(10): 989-991.",
        "Hosny A, Parmar C, Quackenbush J, et al. Artificial intelligence in radiology[J]. "
        "Nat Rev Cancer, 2018, 18(8): 500-510. DOI: 10.1038/s41568-018-0016-5.",
        "刘士远. 中国医学影像人工智能发展报告[M]. 北京: 科学出版社, 2020.",
    )
    return ReferenceList(
        tuple(
            ReferenceEntry(f"r{number}", number, Text.same(entry))
            for number, entry in enumerate(texts, 1)
        )
    )


def drawings(made: Document) -> Drawings:
    theme = load_theme("journal")
    return {
        (figure.id, language): draw(figure, load_locale(language), theme, ("png",))
        for figure in made.figures()
        for language in made.languages
    }


def rendering(edition: str) -> Rendering:
    made = document()
    return Rendering(made, EDITIONS[edition], load_theme("journal"), drawings(made))
