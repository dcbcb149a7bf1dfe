"""Templates that were compiled, kept for the next edition and, those of the program, the next run.

To compile them takes longer than to fill them in, and every edition has the same.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha1
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from reportgen.errors import ReportError
from reportgen.files import write_whole
from reportgen.resources import templates_folder


class CompiledTemplates(BytecodeCache):
    """What Jinja has compiled; it looks itself whether the text of a template is still the same.

    Templates that ship with the program are kept where Python keeps the program's own compiled
    modules, if it does: what is run from there could be changed only by who can change the program.
    Others are kept as long as this process lives.
    """

    def __init__(self, made_by: str) -> None:
        """`made_by` says how templates are compiled: with another way they are compiled anew."""
        self._code: dict[str, bytes] = {}
        self._made_by = f"{jinja2.__version__} {made_by}"
        self._shipped: set[str] = set()

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """What is kept of a template."""
        if filename is not None and Path(filename).is_relative_to(templates_folder()):
            self._shipped.add(self.get_cache_key(name, filename))
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what is kept of a template."""
        code = self._code.get(bucket.key)
        if code is None and (file := self._file(bucket.key)):
            with suppress(OSError):
                code = file.read_bytes()
        if code is not None:
            with suppress(EOFError, ValueError, UnpicklingError):  # a file that isn't whole
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has compiled."""
        code = self._code[bucket.key] = bucket.bytecode_to_string()
        file = None if sys.dont_write_bytecode else self._file(bucket.key)
        if file is not None:
            with suppress(ReportError):  # the program may be where nobody can write
                write_whole({file: code})

    def _file(self, key: str) -> Path | None:
        """Where the code of a template that ships with the program is kept."""
        if key not in self._shipped or not sys.implementation.cache_tag:
            return None
        name = sha1(f"{key} {self._made_by}".encode(), usedforsecurity=False).hexdigest()
        place = Path(cache_from_source(__file__))
        return place.with_name(f"template-{name}.{sys.implementation.cache_tag}")
