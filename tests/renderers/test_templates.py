"""Templates run in a sandbox: what a stranger's one may not do, and how a wrong one is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ReportError
from reportgen.renderers.html import to_html
from reportgen.renderers.rendering import Rendering
from tests.attacks import FILES, MEMORY, PYTHON
from tests.renderers.docx_sample import rendering
from tests.themes import placed

SAMPLE = rendering("en")
BLOCK = "blocks/front.html.j2"
PAGE = "report.html.j2"
LOCALE = "{% set locale = locale_of('en') %}"
OF_A_PAGE = (
    "theme.layers",
    "theme.layers.values()|list",
    "theme.overrides",
    "theme.folder.read_text()",
    "theme.folders[0].parent",
    "theme.model_copy(update={'name': 'x'})",
    "theme.model_dump()",
    "theme.model_fields",
    "theme.__fields__",
    "theme.__dict__",
    "theme.__class__",
    "theme.construct()",
    "theme.colours.model_dump_json()",
    "theme['model_copy'](deep=true)",
    "[theme]|map(attribute='layers')|list",
    "theme.fonts.__class__",
    "faces[0].path",
    "faces[0].path.read_bytes()",
    "(faces|first)['path']",
    "faces|map(attribute='path.parent')|list",
    "page.rendering",
    "page.rendering.theme.layers",
    "page['rendering']",
    "page.__init__.__globals__",
    "page.inline.__globals__",
    "page.inline.__func__",
    "locale_of.__self__",
    "locale_of.__func__.__globals__",
    "locale.word.__globals__",
    "front.__class__",
    "front.__dataclass_fields__",
    "front.title.same('x')",
    "document.blocks.__globals__",
    "loop.__init__",
    "locale.words['table'].format(number=theme)",
    "edition.__slots__",
)
"""Expressions that misuse what a page is given."""


def house(folder: Path, template: str, name: str = BLOCK) -> Rendering:
    """The sample, in the journal's theme with one template of its own."""
    path = folder / "house" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(template, encoding="utf-8")
    (folder / "secret").write_text("SECRET", encoding="utf-8")
    (folder / "secret.j2").write_text("SECRET", encoding="utf-8")
    theme = placed(SAMPLE.theme, folder / "house")
    return Rendering(SAMPLE.document, SAMPLE.edition, theme, SAMPLE.drawings)


def refused(made: Rendering) -> ReportError:
    with pytest.raises(ReportError) as caught:
        to_html(made)
    return caught.value


@pytest.mark.parametrize("expression", [*PYTHON, *MEMORY, *OF_A_PAGE])
def test_an_attack_is_refused_with_its_file_and_line(tmp_path: Path, expression: str) -> None:
    template = f"{LOCALE}\n{{% for _ in [1] %}}{{{{ {expression} }}}}{{% endfor %}}\n"
    (finding,) = refused(house(tmp_path, template, PAGE)).findings
    assert finding.place is not None
    assert finding.place.file == str(tmp_path / "house" / PAGE)
    assert finding.place.line == 2


@pytest.mark.parametrize("statement", FILES)
def test_a_file_that_is_no_template_is_not_read(tmp_path: Path, statement: str) -> None:
    told = str(refused(house(tmp_path, f"\n{statement}\n", PAGE)))
    assert "no such template" in told
    assert "SECRET" not in told
    assert f"{PAGE}:2" in told


@pytest.mark.parametrize("link", ["blocks/out.html.j2", "out.css.j2"])
def test_a_link_out_of_the_theme_is_not_followed(tmp_path: Path, link: str) -> None:
    made = house(tmp_path, f"{{% include '{link}' %}}")
    (tmp_path / "house" / link).symlink_to(tmp_path / "secret.j2")
    assert "no such template" in str(refused(made))


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n\n{{ nobody }}", "names what there is not: 'nobody' is undefined"),
        ("\n\n{{ front.titel }}", "names what there is not:"),
        ("\n\n{{ theme.colours.acent }}", "names what there is not:"),
        ("\n\n{{ theme.settings.fr.size }}", "names what there is not:"),
        ("\n\n{% if %}", "can't be read"),
        ("\n\n{{ 1 + }}", "can't be read"),
        ("\n\n{% for x in y %}", "can't be read"),
        ("\n\n{{ ''|nofilter }}", "can't be read"),
        ("\n\n{{ 1 / 0 }}", "can't be filled in"),
        ("\n\n{{ range(10**9)|list }}", "can't be filled in"),
        ("\n\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "can't be filled in"),
        (f"\n\n{{% include '{BLOCK}' %}}", "can't be filled in"),
        ("\n\n{{ locale_of('fr') }}", "there is no locale"),
    ],
)
def test_a_wrong_template_is_told_of_with_its_file_and_line(
    tmp_path: Path, template: str, message: str
) -> None:
    told = str(refused(house(tmp_path, template)))
    assert message in told
    if "locale" not in message:
        assert f"{tmp_path / 'house' / BLOCK}:3" in told


def test_what_a_page_prints_is_escaped(tmp_path: Path) -> None:
    assert "&lt;b&gt;" in to_html(house(tmp_path, "{{ '<b>' }}{{ front.title.by_language.zh }}"))


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ front.title.by_language['en'][:8] }}", "A survey"),
        ("{{ theme.paint('accent') }}", "#1f4a73"),
        ("{{ theme.settings.en.headings.level(1).size }}", "12.0"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('a') }}", "[a]"),
        ("{% set x = 'a,b'.split(',') %}{{ x|join('+') }}", "a+b"),
        ("{% for x in range(3) %}{{ loop.index }}{% endfor %}", "123"),
        ("{{ locale.word('table', number=3) }}", "Table 3"),
        ("{% for k, v in locale.words.items() %}{{ k }} {% endfor %}", "table_continued"),
        ("{% block a %}in{% endblock %}{{ self.a() }}", "inin"),
        ("{{ edition.language }} {{ edition.languages|length }}", "en 1"),
    ],
)
def test_what_a_template_may_do(tmp_path: Path, template: str, printed: str) -> None:
    assert printed in to_html(house(tmp_path, LOCALE + template, PAGE))


def test_a_template_that_stands_in_for_another_can_use_it(tmp_path: Path) -> None:
    made = house(tmp_path, '<div class="mine">{% include "journal/blocks/front.html.j2" %}</div>')
    assert '<div class="mine">' in to_html(made)
    assert "A survey of the use of artificial intelligence" in to_html(made)


def test_no_path_of_the_machine_stands_in_a_page(tmp_path: Path) -> None:
    template = "{{ theme.colours }}{{ theme.page }}{{ front }}{{ edition }}"
    assert str(tmp_path) not in to_html(house(tmp_path, template))
