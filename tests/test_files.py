"""Files are written whole or not at all, and a new one never over another."""

import os
from pathlib import Path, PurePosixPath

import pytest

from reportgen.errors import ReportError
from reportgen.files import write_new, write_whole

NEW = {PurePosixPath("report.yaml"): b"a", PurePosixPath("codebook/staff.yaml"): b"b"}


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


class TestWriteWhole:
    def test_over_an_earlier_file_and_into_a_new_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        write_whole({tmp_path / "a": b"new", tmp_path / "folder" / "b": b"new"})
        assert tree(tmp_path) == {"a": b"new", "folder": None, "folder/b": b"new"}

    def test_nothing_where_one_fails(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "b").mkdir()
        with pytest.raises(ReportError, match="b: the file can't be written"):
            write_whole({tmp_path / "a": b"new", tmp_path / "b": b"new"})
        assert tree(tmp_path) == {"a": b"old", "b": None}


class TestWriteNew:
    @pytest.mark.parametrize("name", ["project", "above/project"])
    def test_a_new_folder(self, name: str, tmp_path: Path) -> None:
        write_new(tmp_path / name, NEW)
        assert tree(tmp_path / name) == {
            "codebook": None,
            "codebook/staff.yaml": b"b",
            "report.yaml": b"a",
        }
        assert [path.name for path in (tmp_path / name).parent.iterdir()] == ["project"]
        assert os.access(tmp_path / name, os.R_OK | os.W_OK | os.X_OK)

    def test_a_folder_with_other_files(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_bytes(b"mine")
        write_new(tmp_path, NEW)
        assert tree(tmp_path)["notes.txt"] == b"mine"
        assert tree(tmp_path)["codebook/staff.yaml"] == b"b"

    def test_every_file_that_is_there_is_named_and_none_is_written(self, tmp_path: Path) -> None:
        (tmp_path / "codebook").mkdir()
        (tmp_path / "codebook" / "staff.yaml").write_bytes(b"mine")
        (tmp_path / "report.yaml").symlink_to("nowhere")
        with pytest.raises(ReportError) as caught:
            write_new(tmp_path, {**NEW, PurePosixPath("report.md"): b"c"})
        places = [finding.place.file for finding in caught.value.findings if finding.place]
        assert places == [str(tmp_path / "report.yaml"), str(tmp_path / "codebook" / "staff.yaml")]
        assert tree(tmp_path)["codebook/staff.yaml"] == b"mine"
        assert "report.md" not in tree(tmp_path)

    def test_what_was_made_is_taken_away_where_one_fails(self, tmp_path: Path) -> None:
        (tmp_path / "codebook").write_bytes(b"a file, no folder")
        with pytest.raises(ReportError, match="can't be written"):
            write_new(tmp_path, {PurePosixPath("a/b/c"): b"", **NEW})
        assert tree(tmp_path) == {"codebook": b"a file, no folder"}

    def test_a_new_folder_is_not_there_where_a_file_fails(self, tmp_path: Path) -> None:
        clash = {PurePosixPath("a"): b"", PurePosixPath("a/b"): b""}
        with pytest.raises(ReportError, match="can't be written"):
            write_new(tmp_path / "project", clash)
        assert tree(tmp_path) == {}

    def test_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(ReportError, match="can't be written"):
            write_new(tmp_path / "file" / "project", NEW)
