"""Cut a Noto CJK collection into cid_trap.otf, the smallest font with the CID trap.

    python tests/fonts/make_cid_trap.py NotoSansCJK-Regular.ttc

Needs uharfbuzz. The collection is that of Debian's package fonts-noto-cjk. The result is a
Modified Version of Noto Sans CJK SC, Copyright 2014-2021 Adobe (http://www.adobe.com/), with
Reserved Font Name 'Source', under the SIL Open Font License 1.1: its text stands beside the
shipped fonts, in OFL-noto-sans-sc.txt.
"""

import sys
from pathlib import Path

import uharfbuzz

CHARACTERS = "医学影像应用现状调查中文报告受访者比例，。——“”《》0123456789%AI "


def main(collection: str) -> None:
    """Write the font beside this script."""
    blob = uharfbuzz.Blob.from_file_path(collection)
    family = uharfbuzz.OTNameIdPredefined.FONT_FAMILY
    faces = (uharfbuzz.Face(blob, number) for number in range(10))
    face = next(face for face in faces if face.get_name(family) == "Noto Sans CJK SC")
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, CHARACTERS))
    # Glyphs get new numbers, CIDs stay as they were: the trap.
    target = Path(__file__).with_name("cid_trap.otf")
    target.write_bytes(bytes(uharfbuzz.subset(face, wanted).blob.data))


if __name__ == "__main__":
    main(sys.argv[1])
