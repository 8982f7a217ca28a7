"""Where files are written: whole or not at all, and a sentence when it cannot be done."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from components.exports.target import ExportRefused, check_folder, make_folder, replacing, write_bytes
from components.words import say, table


def sentence(refusal: ExportRefused) -> str:
    spoken = [say(refusal.code, lang, refusal.arguments) for lang in ("zh", "en")]
    assert all(spoken)
    return spoken[1]


def test_a_finished_file_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "bill.csv"
    target.write_bytes(b"old")
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_export_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "bill.csv"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), replacing(target) as beside:
        beside.write_bytes(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_killed_export_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "bill.csv"
    target.write_bytes(b"old")
    code = (
        "import sys, time; from pathlib import Path; from components.exports.target import replacing\n"
        "with replacing(Path(sys.argv[1])) as beside:\n"
        "    beside.write_bytes(b'half'); print('half', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert target.read_bytes() == b"old"


def test_a_missing_folder_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as caught:
        write_bytes(tmp_path / "nowhere" / "bill.csv", b"x")
    assert caught.value.code == "exports.no_folder"
    assert "nowhere" in sentence(caught.value)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as caught:
        write_bytes(tmp_path, b"x")
    assert caught.value.code == "exports.is_folder"


def test_a_write_protected_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "bill.csv"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(ExportRefused) as caught:
        write_bytes(target, b"new")
    assert caught.value.code == "exports.protected"
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "a\0b.csv"])
def test_a_name_the_system_cannot_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportRefused) as caught:
        write_bytes(tmp_path / name, b"x")
    assert caught.value.code in {"exports.name_too_long", "exports.bad_name"}
    sentence(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_running_out_of_room_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "bill.csv"
    target.write_bytes(b"old")
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from components.exports.target import ExportRefused, write_bytes\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_bytes(Path(sys.argv[1]), b'x' * 5000)\n"
        "except ExportRefused as refusal: print(refusal.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "exports.disk_full"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_read_only_disk_is_refused_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, content: bytes) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(ExportRefused) as caught:
        write_bytes(tmp_path / "bill.csv", b"x")
    assert caught.value.code == "exports.read_only_disk"


def test_a_link_goes_on_pointing_where_it_pointed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_new_file_gets_the_rights_the_system_gives_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_bytes(tmp_path / "bill.csv", b"x")
    assert (tmp_path / "bill.csv").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_every_word_of_the_writers_exists_in_both_languages() -> None:
    assert table("zh", "exports").keys() == table("en", "exports").keys()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportRefused) as refused:
        make_folder(tmp_path / "file" / "below")
    assert refused.value.code == "exports.no_new_folder"
    assert make_folder(tmp_path / "a" / "b").is_dir()


def test_a_file_that_lies_where_the_folder_should_be_is_called_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ExportRefused) as refused:
            check_folder(folder)
        assert refused.value.code == "exports.folder_is_file"
        assert refused.value.arguments["there"] == str(tmp_path / "file")
