"""JSON of any encoding as the parser wants it."""

import codecs
import re
from typing import IO

# Python's own tools write it where a value is missing; JSON has no such number. As long as what it becomes.
# A quote behind a backslash ends no name: there it stands in a text.
_MISSING = re.compile(rb'(?<=[^\\]":)( ?)NaN(?=[\s,}])')
_NOTHING = rb'\1"" '
# A list that was cut and closed by hand, or written row by row, may end `}, ]`. What only brackets follow, to
# the end of the file, is in no text.
_ENDING = re.compile(rb"[,\]}\s]*\Z")
_TRAILING = re.compile(rb",(?=\s*[\]}])")
_HELD = 64
"""Of a chunk, for what goes on in the next: `x": NaN`, or the ends of lists in lists."""


class AsUtf8:
    """A file of any encoding as UTF-8 without a mark; UnicodeError where its bytes are none."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._held = b""

    def read(self, size: int) -> bytes:
        """Some of it, not quite so much; nothing at its end, or where nothing is asked for."""
        data, chunk = b"", b"some"
        while size and chunk and not data:
            chunk = self._file.read(size)
            data = self._spelled(self._decoder.decode(chunk, final=not chunk), final=not chunk)
        return data

    def _spelled(self, text: str, *, final: bool) -> bytes:
        data = _MISSING.sub(_NOTHING, self._held + text.encode("utf-8", "replace"))
        if final:
            data = _ENDING.sub(lambda ending: _TRAILING.sub(b"", ending[0]), data)
        end = len(data) if final else max(len(data) - _HELD, 0)
        self._held = data[end:]
        return data[:end]
