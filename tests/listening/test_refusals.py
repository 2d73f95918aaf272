"""What is no export, or a dangerous one, is refused with its reason before anything is unpacked."""

import gzip
import json
import signal
import stat
import struct
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from listening import uploads
from listening.messages import FileRead, Message, Problem, Refused
from listening.process import Export
from tests.listening import exports
from tests.listening.exports import as_csv, as_json, as_zip
from tests.listening.test_reading import extended, read

GOOD = extended()
PROJECT = Path(__file__).resolve().parents[2]


def with_entry(name: str, mode: int = 0o100644, flags: int = 0, data: bytes = GOOD) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("good.json", GOOD)
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data)
    found = packed.getvalue()
    if flags:  # zipfile writes no encrypted entries: set the flag in both headers of the last entry
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = found.rindex(mark) + place
            found = found[:at] + struct.pack("<H", flags) + found[at + 2 :]
    return found


def lying_about_size() -> bytes:
    """A zip of one small entry that claims to be four gigabytes large."""
    packed = as_zip({"a.json": GOOD})
    at = packed.rindex(b"PK\x01\x02") + 24
    return packed[:at] + struct.pack("<I", 0xFFFFFFF0) + packed[at + 4 :]


LIBRARY = ("tracks", "albums", "shows", "episodes", "bannedTracks", "artists", "bannedArtists", "other")
WHOLE = {
    "nothing": (b"", Problem.EMPTY),
    "blanks": (b"  \n ", Problem.EMPTY),
    "an empty list": (b"[]", Problem.EMPTY),
    "an empty library": (json.dumps({shelf: [] for shelf in LIBRARY}, indent=2).encode(), Problem.EMPTY),
    "empty playlists": (b'{"playlists": [{"name": "Mine", "items": []}]}', Problem.EMPTY),
    "no playlists": (b'{"playlists": []}', Problem.EMPTY),
    "no listens": (b'{"payload": {"count": 0, "listens": []}}', Problem.EMPTY),
    "no scrobbles": (b'{"recenttracks": {"track": [], "@attr": {"total": "0"}}}', Problem.EMPTY),
    "an object of empty lists": (b'{"stats": [], "highlights": []}', Problem.UNKNOWN),
    "an empty zip": (as_zip({}), Problem.EMPTY),
    "prose": (b"Dear bot, I like Radiohead.\nBye!\n", Problem.UNKNOWN),
    "another table": (b"a,b,c\n1,2,3\n4,5,6\n", Problem.UNKNOWN),
    "other json": (b'[{"name": "x"}, {"name": "y"}]', Problem.UNKNOWN),
    "an object": (b'{"a": {"b": 1}}', Problem.UNKNOWN),
    "numbers": (b"[1, 2, 3]", Problem.UNKNOWN),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Problem.UNKNOWN),
    "cut-off json": (GOOD[:-300], Problem.BROKEN),
    "a cut-off zip": (as_zip({"a.json": GOOD})[:-40], Problem.BROKEN),
    "not quite a zip": (b"PK\x03\x04 hello", Problem.BROKEN),
    "latin-1 json": (GOOD.decode().replace("坂本龍一", "X").replace("Кино", "X").replace("Группа крови", "X")
                     .encode("latin-1"), Problem.ENCODING),
    "a latin-1 table": (as_csv([("Björk", "X", "Jóga", "2020-01-01 10:00")] * 3).decode().encode("latin-1"),
                        Problem.ENCODING),
    "html": (b"<!DOCTYPE html><html><body>Watched Creep</body></html>", Problem.HTML),
    "gzip": (gzip.compress(GOOD), Problem.PACKED),
    "rar": (b"Rar!\x1a\x07\x00 and so on", Problem.PACKED),
    "parent folder": (with_entry("../../etc/passwd"), Problem.TRICKS),
    "parent folder of windows": (with_entry("..\\..\\boot.ini"), Problem.TRICKS),
    "an absolute path": (with_entry("/etc/passwd"), Problem.TRICKS),
    "a drive": (with_entry("C:/boot.ini"), Problem.TRICKS),
    "a link": (with_entry("link.json", stat.S_IFLNK | 0o777, data=b"/etc/passwd"), Problem.TRICKS),
    "a password": (with_entry("secret.json", flags=1), Problem.PASSWORD),
    "too many files": (as_zip({f"{n}.json": b"[]" for n in range(501)}), Problem.TOO_MANY_FILES),
    "a claim of four gigabytes": (lying_about_size(), Problem.TOO_LARGE),
}  # fmt: skip


def refusal(messages: list[Message]) -> Problem | None:
    """The reason for a refused upload, or of the only file in it."""
    [last] = messages
    assert isinstance(last, Refused | FileRead)
    return last.problem


@pytest.mark.parametrize("case", WHOLE)
def test_bad_input_is_refused_with_its_reason(case: str) -> None:
    data, problem = WHOLE[case]
    assert read(data) == [Refused(problem)]


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    block = bytes(10 * 1024 * 1024)
    bomb = as_zip({f"{n}.json": block for n in range(61)})
    assert len(bomb) < 1024 * 1024
    assert read(bomb) == [Refused(Problem.TOO_LARGE)]


def test_a_zip_in_the_zip_is_named_and_the_rest_is_read() -> None:
    assert refusal(read(as_zip({"inner.zip": as_zip({"a.json": GOOD})}))) is Problem.NESTED
    messages = read(as_zip({"inner.zip": as_zip({"a.json": GOOD}), "b.json": GOOD}))
    problems = [message.problem for message in messages if isinstance(message, FileRead)]
    assert problems == [Problem.NESTED, None]


def test_a_byte_turned_within_a_zip_breaks_that_file_alone() -> None:
    data = bytearray(as_zip({"a.json": GOOD, "b.json": GOOD}, zipfile.ZIP_STORED))
    at = data.index(b"Creep")
    data[at] ^= 1
    messages = read(bytes(data))
    problems = [message.problem for message in messages if isinstance(message, FileRead)]
    assert problems == [Problem.BROKEN, None]


@pytest.mark.parametrize("folder", ["./", ".", ""])
def test_a_zip_of_a_folder_itself_is_read(folder: str) -> None:
    """`bsdtar -acf x.zip .` writes the folder as an entry; its name leaves no parts."""
    messages = read(with_entry(folder, data=b""))
    assert [message.problem for message in messages if isinstance(message, FileRead)] == [None]


def test_a_number_too_long_to_be_one_is_none() -> None:
    row = exports.extended_row("A", "B", 1_600_000_000) | {"ms_played": "9" * 5000}
    [file, _] = read(as_json([row]))
    assert isinstance(file, FileRead)
    assert file.plays == 1


@pytest.mark.parametrize("time", ["9" * 400, "1e400"])
def test_a_time_that_no_number_can_hold_breaks_its_file_alone(time: str) -> None:
    """The parser itself takes no such number, so that the file's other rows cannot be had."""
    row = as_json([exports.extended_row("A", "B", 0) | {"ts": "?"}])[1:-1].replace(b'"?"', time.encode())
    messages = read(as_zip({"bad.json": row, "good.json": GOOD}))
    problems = [message.problem for message in messages if isinstance(message, FileRead)]
    assert problems == [Problem.BROKEN, None]


def test_a_history_page_is_told_by_its_style_alone() -> None:
    """The page's style is longer than what is looked at of it."""
    page = b"<html><head><style>.mdl-grid {}" + b" " * 70_000 + b"</style></head><body></body></html>"
    assert read(page) == [Refused(Problem.HTML)]


def test_a_compression_that_python_lacks_is_named() -> None:
    data = bytearray(as_zip({"a.json": GOOD}))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 9)  # Deflate64, of old Windows
    assert refusal(read(bytes(data))) is Problem.PACKED


@pytest.mark.parametrize("folder", ["My Data/deep/er/", "My Data\\deep\\er\\"])
def test_names_of_files_are_shown_without_their_folders(folder: str) -> None:
    row = exports.extended_row("A", "B", 1_600_000_000)
    [file, _] = read(as_zip({f"{folder}a.json": as_json([row]), f"__MACOSX{folder[7]}._a.json": b"\0"}))
    assert isinstance(file, FileRead)
    assert file.name == "a.json"


def test_the_limits_are_those_that_are_told() -> None:
    assert uploads.ENTRIES == 500
    assert uploads.UNPACKED_BYTES == 600 * 1024 * 1024


ROWS = as_json(
    [exports.extended_row(f"Artist {n % 99}", f"Song {n}", 1_600_000_000 + 300 * n) for n in range(9000)]
)
"""Good rows, 8 MB of them; what is bad is made as large."""
SIZE = len(ROWS)
LARGE = {
    "prose": (b"Dear bot, I like Radiohead.\n" * (SIZE // 28), Problem.UNKNOWN, 0.3),
    "one line": (b"x" * SIZE, Problem.UNKNOWN, 0.3),
    "one line of a table": (b"a," * (SIZE // 2), Problem.UNKNOWN, 0.3),
    "another table": (b"a,b,c\n1,2,3\n" * (SIZE // 12), Problem.UNKNOWN, 0.3),
    "other json": (as_json([{"name": "x" * 50}] * (SIZE // 63)), Problem.UNKNOWN, 0.3),
    "one string": (b'["' + b"x" * SIZE + b'"]', Problem.UNKNOWN, 0.3),
    "lists within lists": (b"[" * SIZE, Problem.UNKNOWN, 0.3),
    "html": (b"<html>" + b"<p>Watched Creep</p>" * (SIZE // 20), Problem.HTML, 0.3),
    "a cut-off zip": (as_zip({"a.json": ROWS}, zipfile.ZIP_STORED)[:-50], Problem.BROKEN, 0.3),
    "cut-off json": (ROWS[:-50], Problem.BROKEN, 1.5),
    "a wrong letter near the end": (ROWS[:-50] + b"\xe9" + ROWS[-50:], Problem.ENCODING, 1.5),
}


TRIES = 5


def seconds(data: bytes) -> tuple[float, list[Message]]:
    """Seconds of a processor that reading takes, and what is read."""
    start = time.process_time()
    messages = read(data)
    return time.process_time() - start, messages


@pytest.mark.parametrize("case", LARGE)
def test_what_is_bad_is_refused_sooner_than_as_much_good_is_read(case: str) -> None:
    """Of a processor's time, side by side, and at best of a few times: a busy machine slows one alone.

    20 MB of good rows take a second.
    """
    data, problem, share = LARGE[case]
    for _ in range(TRIES):
        (good, rows), (bad, refused) = seconds(ROWS), seconds(data)
        assert len(rows) > 4
        assert refused[-1] == Refused(problem)
        if bad < share * good:
            return
    pytest.fail(f"{bad:.2f} s, where as much that is good took {good:.2f} s")


def test_a_reader_that_takes_too_long_is_ended() -> None:
    endless = "from listening.worker import bound\nbound(2**30, 1)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", endless], cwd=PROJECT, check=False)  # noqa: S603 - ours
    assert done.returncode < 0


async def test_of_a_reader_that_was_ended_it_is_said_that_it_was_too_much() -> None:
    async with Export() as export:
        await export.write(ROWS)
        assert export._process is not None
        export._process.kill()
        assert [message async for message in export.messages()] == [Refused(Problem.TOO_MUCH)]


@pytest.mark.skipif(sys.platform == "win32", reason="there it ends with an error")
def test_a_reader_whose_bot_was_killed_ends_without_a_word() -> None:
    reader = subprocess.Popen(
        [sys.executable, "-m", "listening"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    assert reader.stderr is not None
    reader.stdout.close()
    reader.stdin.write(GOOD)
    reader.stdin.close()
    with reader.stderr as told:
        assert told.read() == b""
    assert reader.wait() == -signal.SIGPIPE
