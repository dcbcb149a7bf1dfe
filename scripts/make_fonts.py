"""Turn the npm packages of four open font families into the fonts that ship with reportgen.

    python scripts/make_fonts.py [templates/fonts]

Needs, for building only: `npm` (packages are fetched with `npm pack`), `fonttools` and
`chws-tool`. The same package versions give the same bytes every time.

What is done, and why:

* Noto Serif SC and Noto Sans SC are cut to the GBK repertoire, symbols and the rarer characters
  of names: whole, they are a third larger. Hinting goes (PDF readers ignore it), every layout
  feature stays. A face without `chws` (half-width adjacent punctuation) is given it.
* Source Serif 4 and Source Sans 3 are copied byte for byte. `Source` is a Reserved Font Name:
  under the OFL a changed copy, a cut one included, would have to be renamed.
* head.modified is left as the makers set it, so that nothing depends on the clock.
"""

import hashlib
import logging
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES = {
    "noto-serif-sc": "0.4.3",
    "noto-sans-sc": "0.4.3",
    "source-serif-4": "0.4.1",
    "source-sans-3": "0.4.1",
}
FOLDER = Path("templates/fonts")
log = logging.getLogger("make_fonts")


@dataclass(frozen=True, slots=True)
class Source:
    """One face to ship: where it is in which package, and what it is to be called."""

    package: str
    family: str
    weight: int
    style: str
    script: str
    member: str

    @property
    def file(self) -> str:
        """File name of the shipped face."""
        name = self.member.rpartition("/")[2].partition("_")[0]
        names = {400: "Regular", 600: "SemiBold", 700: "Bold"}
        word = names[self.weight] + self.style.title().replace("Normal", "")
        return f"{name}-{word.replace('RegularItalic', 'Italic')}.ttf"

    @property
    def licence(self) -> str:
        """File name of the licence text beside the face."""
        return f"OFL-{self.package}.txt"


def face(package: str, family: str, weight: int, style: str, script: str) -> Source:
    """Return the face as the package names its files: 400Regular_Italic/Family_400Regular_…."""
    words = {400: "400Regular", 600: "600SemiBold", 700: "700Bold"}
    folder = words[weight] + ("_Italic" if style == "italic" else "")
    member = f"package/{folder}/{family.replace(' ', '')}_{folder}.ttf"
    return Source(package, family, weight, style, script, member)


FACES = (
    face("noto-serif-sc", "Noto Serif SC", 400, "normal", "han"),
    face("noto-sans-sc", "Noto Sans SC", 400, "normal", "han"),
    face("noto-sans-sc", "Noto Sans SC", 700, "normal", "han"),
    face("source-serif-4", "Source Serif 4", 400, "normal", "latin"),
    face("source-serif-4", "Source Serif 4", 400, "italic", "latin"),
    face("source-serif-4", "Source Serif 4", 700, "normal", "latin"),
    face("source-serif-4", "Source Serif 4", 700, "italic", "latin"),
    face("source-sans-3", "Source Sans 3", 400, "normal", "latin"),
    face("source-sans-3", "Source Sans 3", 400, "italic", "latin"),
    face("source-sans-3", "Source Sans 3", 600, "normal", "latin"),
    face("source-sans-3", "Source Sans 3", 700, "normal", "latin"),
    face("source-sans-3", "Source Sans 3", 700, "italic", "latin"),
)

# Whole blocks kept beside GBK; a font has only part of each.
BLOCKS = (
    (0x0020, 0x024F, "ASCII, Latin-1, Latin Extended-A and -B (pinyin)"),
    (0x02B0, 0x036F, "modifier letters and combining marks"),
    (0x0370, 0x04FF, "Greek, Cyrillic"),
    (0x1E00, 0x1EFF, "Latin Extended Additional"),
    (0x2000, 0x209F, "General Punctuation, superscripts and subscripts"),
    (0x20A0, 0x218F, "currency, letterlike symbols, number forms"),
    (0x2190, 0x23FF, "arrows, mathematical operators, technical"),
    (0x2460, 0x27BF, "enclosed alphanumerics, boxes, shapes, symbols, dingbats"),
    (0x3000, 0x303F, "CJK symbols and punctuation"),
    (0x3200, 0x33FF, "enclosed CJK, CJK compatibility"),
    (0xF900, 0xFAFF, "CJK compatibility ideographs"),
    (0xFE10, 0xFE6F, "vertical forms, compatibility forms, small forms"),
    (0xFF00, 0xFFEF, "half-width and full-width forms"),
    (0x20000, 0x323AF, "the font's ideographs beyond the first plane: names"),
)
# Ideographs of Extension A in the Table of General Standard Characters (2013); GBK lacks them.
NAMES = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠"
    "䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)


def gbk() -> Iterator[int]:
    """Yield every code point that the two-byte part of GBK encodes."""
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode("gbk", errors="ignore")
            if len(text) == 1 and ord(text) > 0x7F:
                yield ord(text)


def repertoire() -> frozenset[int]:
    """Return the code points that a shipped Chinese face is cut to."""
    blocks = {point for first, last, _ in BLOCKS for point in range(first, last + 1)}
    return frozenset(blocks | set(gbk()) | set(map(ord, NAMES)))


def fetch(package: str, folder: Path) -> Path:
    """Return the unpacked folder of an npm package, fetched into `folder`.

    Raises `subprocess.CalledProcessError` when npm cannot fetch that exact version.
    """
    name = f"@expo-google-fonts/{package}@{PACKAGES[package]}"
    log.info("fetching %s", name)
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), name]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    unpacked = folder / package
    with tarfile.open(folder / printed.stdout.split()[-1]) as archive:
        archive.extractall(unpacked, filter="data")
    return unpacked


def cut(original: Path, target: Path) -> None:
    """Write a Chinese face cut to the repertoire, with all its layout features and `chws`."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(original, recalcTimestamp=False)
    modified = font["head"].modified
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=repertoire())
    subsetter.subset(font)
    has_contextual_spacing = "chws" in features(font)
    font.save(target)
    if not has_contextual_spacing:
        add_contextual_spacing(target, modified)


def features(font: Any) -> set[str]:
    """Return the tags of the positioning features of a `TTFont`."""
    return {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def add_contextual_spacing(path: Path, modified: int) -> None:
    """Add `chws` to the face in place; raises `ValueError` when that brought nothing."""
    from chws_tool import add_chws  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as folder:
        made = add_chws(path, Path(folder) / path.name)
        font = TTFont(made or path, recalcTimestamp=False)
        if "chws" not in features(font):
            raise ValueError(f"{path.name}: chws-tool added no chws feature")
        font["head"].modified = modified  # chws-tool saves the time of the run
        font.save(path)


def licence_text(unpacked: Path, shipped: Path, changed: bool) -> str:
    """Return the OFL text for a family: copyright as in the face itself, then the licence."""
    from fontTools.ttLib import TTFont

    names = TTFont(shipped)["name"]
    notes = [names.getDebugName(0)]
    if trademark := names.getDebugName(7):
        notes.append(trademark)
    if changed:
        notes.append(
            "Modified Version made by scripts/make_fonts.py of reportgen: cut to fewer characters,"
            "\nhinting removed, the layout feature `chws` added where the original lacks it."
        )
    body = (unpacked / "package/LICENSE_FONT").read_text(encoding="utf-8")
    start = body.index("SIL OPEN FONT LICENSE Version 1.1")
    rule = "-" * 59
    licensed = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    text = "\n\n".join((*notes, licensed, f"{rule}\n{body[start:]}"))
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip() + "\n"


def row(source: Source, path: Path) -> dict[str, Any]:
    """Return the entry of fonts.yaml for one shipped face."""
    return {
        "family": source.family,
        "css_family": source.family,
        "weight": source.weight,
        "style": source.style,
        "file": source.file,
        "script": source.script,
        "licence": source.licence,
        "package": f"@expo-google-fonts/{source.package}@{PACKAGES[source.package]}",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def make(folder: Path) -> None:
    """Write the fonts, their licences and fonts.yaml into `folder`."""
    import yaml

    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = {name: fetch(name, Path(scratch)) for name in PACKAGES}
        for source in FACES:
            original, target = unpacked[source.package] / source.member, folder / source.file
            changed = source.script == "han"
            if changed:
                cut(original, target)
            else:
                shutil.copyfile(original, target)
            text = licence_text(unpacked[source.package], target, changed)
            (folder / source.licence).write_text(text, encoding="utf-8")
            rows.append(row(source, target))
            log.info("%s: %.1f MB", target.name, target.stat().st_size / 1e6)
    head = "# Written by scripts/make_fonts.py: the faces shipped with reportgen.\n"
    listing = yaml.safe_dump({"faces": rows}, sort_keys=False, allow_unicode=True)
    (folder / "fonts.yaml").write_text(head + listing, encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
