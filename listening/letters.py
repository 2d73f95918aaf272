"""JSON of any encoding as the parser wants it."""

import codecs
import re
from typing import IO

# Python's own tools write it where a value is missing; JSON has no such number. As long as what it becomes.
# A quote behind a backslash ends no name: there it stands in a text.
_MISSING = re.compile(rb'(?<=[^\\]":)( ?)NaN(?=[\s,}])')
_NOTHING = rb'\1"" '
_HELD = len('x": NaN')
"""Of a chunk, for what goes on in the next."""


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
        end = len(data) if final else max(len(data) - _HELD, 0)
        self._held = data[end:]
        return data[:end]
