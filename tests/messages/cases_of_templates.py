"""For each finding that a Word template brings about, the smallest fault."""

from __future__ import annotations

from pathlib import Path

from tests.messages.project import Case, add, of, write
from tests.renderers import word_template as word
from tests.renderers.word_template import line, package, table

BUILD = "build PROJECT -o OUTPUT -l en -j 1 --no-cache -f docx"
TEMPLATE = "templates/template.docx"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def filled(*body: str, also: str = "", **others: bytes | str) -> Case:
    """A template with that body, and parts besides."""
    return of(BUILD, write(TEMPLATE, package("".join(body), **others)), also=also)


def related(kind: str, target: str) -> Case:
    """A template that is related to something."""
    told = f'<Relationship Id="rIdX" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    return of(BUILD, write(TEMPLATE, word.related(package(line()), told)))


def folder_of_that_name(folder: Path) -> None:
    (folder / TEMPLATE).mkdir(parents=True)


def letter(name: str) -> Case:
    """A letter of that name without a tag."""
    command = f"template fill PROJECT/{name}.docx -p PROJECT -o OUTPUT -l en"
    return of(command, write(f"{name}.docx", package(line("Dear colleague"))))


TEMPLATES = {
    "no-tags": letter("letter"),
    "named-like-the-report": letter("report"),
    "word-template-not-a-file": of(BUILD, folder_of_that_name),
    "word-part-name": filled(line(), **{"..__evil_DOT_xml": "<a/>"}),
    "word-foreign-content": related("aFChunk", "chunk.html"),
    "word-too-deep": filled(word.deep(80)),
    "unclosed-tag": filled(line("{{ title")),
    "invalid-tag": filled(line("{{ title + }}")),
    "unknown-tag": filled(line("{{ titel }}")),
    "unknown-tag-part": filled(line("{{ article.titel }}")),
    "unknown-filter": filled(line("{{ title|uper }}")),
    "unknown-statement": filled(line("{% include 'a' %}")),
    "unended-statement": filled(line("{% if title %}")),
    "end-without-beginning": filled(line("{{ title }}{% endif %}")),
    "wrong-end": filled(line("{% if title %}{% endfor %}")),
    "crossing-statement": filled(line("{% if title %}") + table([line("{% endif %}")])),
    "tag-not-alone": filled(line('see {{ table("use") }}')),
    "block-in-margin": of(BUILD, write(TEMPLATE, package(line(), {"header1": line("{{ body }}")}))),
    "unquoted-name": filled(line("{{ label(uses) }}")),
    "tag-out-of-reach": filled('<w:p><w:fldSimple w:instr=" TITLE {{ title }} "/></w:p>'),
    "forbidden-in-tag": filled(line("{{ title.__class__ }}")),
    "failed-tag": filled(line("{{ 1 / 0 }}")),
    "unprintable-tag": filled(line("{{ sections }}")),
    "not-in-report": of(
        BUILD,
        write(TEMPLATE, package(line('{{ figure("wards") }}'))),
        add("report.yaml", "  wards: {title: {zh: 病区, en: Wards}, rows: [ward]}\n"),
    ),
    "not-in-edition": filled(line("{{ zh(title) }}")),
}
"""`add` puts a figure at the end of report.yaml, which report.md doesn't place."""
