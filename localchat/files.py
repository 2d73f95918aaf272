"""Files that bots and users sent, in memory."""

import mimetypes
import secrets
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from localchat.errors import ApiError


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    file_unique_id: str
    path: str
    """Where the file lies below /file/bot<TOKEN>/."""
    name: str
    mime_type: str
    data: bytes = field(repr=False)


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def add(self, folder: str, name: str, mime_type: str, data: bytes) -> StoredFile:
        """Keep a file; the folder (photos, documents, ...) shows in its path as it does in Telegram."""
        suffix = PurePosixPath(name).suffix or mimetypes.guess_extension(mime_type) or ""
        file = StoredFile(
            file_id=f"local{secrets.token_urlsafe(24)}",
            file_unique_id=secrets.token_urlsafe(8),
            path=f"{folder}/file_{len(self._by_id)}{suffix}",
            name=name,
            mime_type=mime_type,
            data=data,
        )
        self._by_id[file.file_id] = file
        return file

    def get(self, file_id: str) -> StoredFile:
        if file_id not in self._by_id:
            raise ApiError("invalid file_id")
        return self._by_id[file_id]

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._by_id.values() if file.path == path), None)
