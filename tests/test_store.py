"""The store: what is kept, what is refused, and what is removed."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pytest

from reportgen import store as store_module
from reportgen.store import (
    DAY,
    KEPT_FOR,
    MARK,
    REPORTS,
    Freed,
    Store,
    cache_folder,
    clear_all,
    project_store,
)
from reportgen.text import Text

TEXT = Text({"zh": "文", "en": "text"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "store"


@pytest.fixture
def store(folder: Path) -> Store:
    return Store(folder)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store_module.FOLDER_VARIABLE, str(tmp_path / "mine"))
    return tmp_path / "mine"


class Planted:
    """What, unpacked without care, would make a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.path),)


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


class TestKeeping:
    @pytest.mark.parametrize(
        "value", [TEXT, (b"bytes", None), "text", ("a", 1, 2.5, {"key": (TEXT,)})]
    )
    def test_what_is_saved_is_loaded_by_another(
        self, store: Store, folder: Path, value: object
    ) -> None:
        store.save("kind", "key", value)
        assert Store(folder).load("kind", "key") == value

    def test_an_entry_is_known_by_its_kind_and_key_alone(self, store: Store) -> None:
        store.save("kind", "key", TEXT)
        assert store.load("kind", "other") is None
        assert store.load("other", "key") is None

    def test_nothing_but_the_entry_is_left(self, store: Store, folder: Path) -> None:
        store.save("kind", "key", TEXT)
        store.save("kind", "key", TEXT)
        assert entries(folder) == ["kind-key"]

    def test_without_a_folder_nothing_is_kept(self) -> None:
        store = Store(None)
        store.save("kind", "key", TEXT)
        store.tidy()
        assert not store.is_usable
        assert store.load("kind", "key") is None
        assert store.clear() == Freed(0, 0)

    def test_a_store_that_goes_away_while_it_is_used_is_empty(
        self, store: Store, folder: Path
    ) -> None:
        folder.rmdir()
        store.save("kind", "key", TEXT)
        assert store.load("kind", "key") is None
        store.tidy()


class TestRefusing:
    def test_only_its_owner_may_enter_the_folder(self, store: Store, folder: Path) -> None:
        assert store.is_usable
        assert folder.stat().st_mode & 0o777 == 0o700

    def test_a_folder_that_others_may_write_in_is_none(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        folder.chmod(0o777)
        assert not Store(folder).is_usable

    def test_a_link_to_a_folder_is_none(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.parent.mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
        assert not Store(folder).is_usable

    def test_a_folder_of_someone_else_is_none(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Store(folder).save("kind", "key", TEXT)
        other = os.geteuid() + 1
        monkeypatch.setattr(os, "geteuid", lambda: other)
        assert not Store(folder).is_usable

    def test_an_entry_of_someone_else_is_not_unpacked(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.save("kind", "key", TEXT)
        other = os.geteuid() + 1
        monkeypatch.setattr(os, "geteuid", lambda: other)
        monkeypatch.setattr(store_module, "_Unpickler", None)
        assert store.load("kind", "key") is None

    def test_a_link_is_not_followed(self, store: Store, folder: Path, tmp_path: Path) -> None:
        store.save("kind", "key", TEXT)
        (folder / "kind-key").rename(tmp_path / "entry")
        (folder / "kind-key").symlink_to(tmp_path / "entry")
        assert store.load("kind", "key") is None

    def test_an_entry_that_would_run_code_is_not_unpacked(
        self, store: Store, folder: Path, tmp_path: Path
    ) -> None:
        store.save("kind", "key", Planted(tmp_path / "made"))
        packed = (folder / "kind-key").read_bytes()
        assert store.load("kind", "key") is None
        assert not (tmp_path / "made").exists()
        pickle.loads(packed[len(MARK) + 32 :])  # so the entry was a working one
        assert (tmp_path / "made").exists()

    @pytest.mark.parametrize(
        "value", [store_module.clear_all, Path("x"), Store, pickle.Unpickler, print]
    )
    def test_a_function_or_a_foreign_type_is_not_unpacked(
        self, store: Store, value: object
    ) -> None:
        store.save("kind", "key", value)
        assert store.load("kind", "key") is None

    def test_what_cannot_be_packed_is_a_fault_of_the_program(self, store: Store) -> None:
        with pytest.raises((AttributeError, pickle.PicklingError)):
            store.save("kind", "key", lambda: None)


class TestRemoving:
    def test_what_no_build_has_asked_for_in_a_long_time(self, store: Store, folder: Path) -> None:
        for name in ("used", "unused"):
            store.save("kind", name, TEXT)
            aged(folder / f"kind-{name}", KEPT_FOR + DAY)
        store.load("kind", "used")
        store.tidy()
        assert entries(folder) == ["kind-used"]

    def test_the_oldest_beyond_the_bound(
        self, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for age, name in enumerate(("new", "old", "older")):
            store.save("kind", name, b"x" * 1000)
            aged(folder / f"kind-{name}", age * 60)
        monkeypatch.setattr(store_module, "MOST_BYTES", 2500)
        store.tidy()
        assert entries(folder) == ["kind-new", "kind-old"]

    def test_what_a_build_that_was_killed_has_begun(self, store: Store, folder: Path) -> None:
        for name, age in (("begun", 0), ("left", 2 * DAY)):
            (folder / f"{name}.partial").write_bytes(b"half")
            aged(folder / f"{name}.partial", age)
        store.tidy()
        assert entries(folder) == ["begun.partial"]

    def test_the_store_of_a_project_that_is_long_gone(self, cache: Path) -> None:
        gone, here = project_store(Path("gone")), project_store(Path("here"))
        gone.save("kind", "key", TEXT)
        (old,) = (cache / REPORTS).glob("gone-*")
        aged(old, KEPT_FOR + DAY)
        here.tidy()
        assert [path.name.partition("-")[0] for path in (cache / REPORTS).iterdir()] == ["here"]

    def test_clearing_tells_what_there_was(self, store: Store, folder: Path) -> None:
        store.save("kind", "key", TEXT)
        size = (folder / "kind-key").stat().st_size
        assert store.clear() == Freed(1, size)
        assert not folder.exists()

    def test_clearing_everything_leaves_what_is_not_ours(self, cache: Path) -> None:
        project_store(Path("one")).save("kind", "key", TEXT)
        project_store(Path("two")).save("kind", "key", TEXT)
        (cache / "other").write_text("kept")
        assert clear_all().entries == 2
        assert entries(cache) == ["other"]


class TestFolders:
    def test_each_project_has_its_own(self, cache: Path, tmp_path: Path) -> None:
        for parent in "ab":
            (tmp_path / parent / "report").mkdir(parents=True)
            project_store(tmp_path / parent / "report").save("kind", parent, TEXT)
        assert len(list((cache / REPORTS).iterdir())) == 2
        assert project_store(tmp_path / "b" / "report").load("kind", "a") is None

    def test_the_name_tells_which(self, cache: Path, tmp_path: Path) -> None:
        project_store(tmp_path / "医院 2022!")
        (found,) = (cache / REPORTS).iterdir()
        assert found.name.startswith("医院-2022--")

    def test_a_folder_within_the_project_is_not_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(store_module.FOLDER_VARIABLE, str(tmp_path / "report" / "cache"))
        store = project_store(tmp_path / "report")
        assert not store.is_usable
        assert not (tmp_path / "report").exists()

    def test_by_default_it_is_the_users(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(store_module.FOLDER_VARIABLE)
        monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
        assert cache_folder().name == "reportgen"
