"""A trained folder replaces nothing but its like, and says in one line what it cannot do."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from errors import BundleError, ConfigError
from recommender.folder import APART, ARTISTS, SONGS, check_target, write_aside
from recommender.output import check_file, check_folder


def _fill(fresh: Path) -> None:
    (fresh / "learned").write_text("much", encoding="utf-8")


def _write(path: Path, kind: str = ARTISTS) -> None:
    write_aside(path, {kind: {}}, _fill, 1)


def _foreign_file(path: Path) -> Path:
    path.mkdir()
    (path / "plays.csv").write_text("mine", encoding="utf-8")
    return path / "plays.csv"


def _plain_file(path: Path) -> Path:
    path.write_text("mine", encoding="utf-8")
    return path


def _foreign_manifest(path: Path) -> Path:
    path.mkdir()
    (path / "manifest.json").write_text(json.dumps({"files": {}}), encoding="utf-8")
    return path / "manifest.json"


def _file_within_a_bundle(path: Path) -> Path:
    _write(path)
    (path / "notes").mkdir()
    return _plain_file(path / "notes" / "today.md")


def _songs(path: Path) -> Path:
    _write(path, SONGS)
    return path / "manifest.json"


@pytest.mark.parametrize(
    "lay", [_foreign_file, _plain_file, _foreign_manifest, _file_within_a_bundle, _songs]
)
def test_what_encore_did_not_train_is_neither_replaced_nor_passed_over(
    lay: Callable[[Path], Path], tmp_path: Path
) -> None:
    kept = lay(tmp_path / "out")
    before = kept.read_text(encoding="utf-8")
    with pytest.raises(BundleError, match="would be lost"):
        check_target(tmp_path / "out", ARTISTS, [])
    with pytest.raises(BundleError, match="would be lost"):
        _write(tmp_path / "out")
    assert kept.read_text(encoding="utf-8") == before


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    """Nor is a device: neither is a file."""
    out = tmp_path / "out"
    os.mkfifo(out)
    with pytest.raises(BundleError, match="would be lost"):
        check_target(out, ARTISTS, [])
    with pytest.raises(BundleError, match="would be lost"):
        _write(out)
    assert out.is_fifo()


def test_nothing_an_empty_folder_and_an_earlier_bundle_are_replaced(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    check_target(out, ARTISTS, [tmp_path / "mine.csv"])
    out.mkdir()
    check_target(out, ARTISTS, [])
    _write(out)
    check_target(out, ARTISTS, [])
    _write(out)
    assert sorted(path.name for path in out.iterdir()) == ["learned", "manifest.json"]
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_where_a_link_leads_to_an_earlier_bundle_that_one_is_replaced(tmp_path: Path) -> None:
    _write(tmp_path / "real")
    _write(tmp_path / "real" / APART, SONGS)
    (tmp_path / "link").symlink_to("real")
    _write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / APART / "learned").is_file()


def test_songs_that_came_first_stay_when_artists_come(tmp_path: Path) -> None:
    _write(tmp_path / "out" / APART, SONGS)
    check_target(tmp_path / "out", ARTISTS, [])
    _write(tmp_path / "out")
    assert (tmp_path / "out" / APART / "learned").exists()


def test_a_data_set_is_no_place_for_a_bundle_nor_is_what_holds_it(tmp_path: Path) -> None:
    data = tmp_path / "data" / "mine"
    data.mkdir(parents=True)
    for out in (data, data.parent, data / ".." / "mine"):
        with pytest.raises(BundleError, match="the data set"):
            check_target(out, ARTISTS, [data])


def test_where_nothing_can_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for out in (tmp_path / "file" / "out", tmp_path / "file" / "deep" / "out", Path("/proc/out")):
        with pytest.raises(BundleError, match="cannot be written"):
            check_target(out, ARTISTS, [])
        with pytest.raises(BundleError, match="cannot be written"):
            _write(out)


def test_the_folder_that_one_stands_in_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BundleError, match="in use"):
        check_target(Path(), ARTISTS, [])


def test_a_report_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere" / "report.md", Path("/proc/report.md")):
        with pytest.raises(ConfigError, match=f"{path}: cannot be written"):
            check_file(path)
    with pytest.raises(ConfigError, match="cannot be written"):
        check_folder(tmp_path / "file" / "pictures")


def test_to_look_at_a_report_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    check_file(tmp_path / "file")
    check_file(tmp_path / "new.md")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
