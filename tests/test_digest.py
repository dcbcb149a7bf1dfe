"""The digests of files for a program that goes on while they change."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from reportgen import digest
from reportgen.digest import ABSENT, Files


def test_files_are_renewed_where_they_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, later = (tmp_path / name for name in ("one", "other", "later"))
    one.write_bytes(b"one")
    other.write_bytes(b"other")
    files = Files()
    before = files.folder(tmp_path)
    assert files.digest(later) == ABSENT
    read: list[Path] = []
    real = digest._file_digest
    monkeypatch.setattr(digest, "_file_digest", lambda path: [read.append(path), real(path)][1])
    assert files.renewed().folder(tmp_path) == before
    assert read == []
    other.write_bytes(b"changed")
    later.write_bytes(b"later")
    renewed = files.renewed()
    assert renewed.folder(tmp_path) != before
    assert renewed.digest(other) == hashlib.sha256(b"changed").hexdigest()
    assert renewed.digest(later) == hashlib.sha256(b"later").hexdigest()
    assert sorted(read) == [later, other]
    assert files.digest(other) == hashlib.sha256(b"other").hexdigest()
