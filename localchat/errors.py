"""How the Bot API says no."""

from http import HTTPStatus

_PHRASES = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Request Entity Too Large"}
"""Where Telegram's words are not those of every Python: since 3.13 its content is too large."""


class ApiError(Exception):
    """A refused request; `description` is the text that Telegram answers, `code` the HTTP status.

    `moved_to` is the id of the supergroup that a group has become.
    """

    def __init__(
        self, reason: str, code: HTTPStatus = HTTPStatus.BAD_REQUEST, moved_to: int | None = None
    ) -> None:
        self.moved_to = moved_to
        phrase = _PHRASES.get(code, code.phrase)
        self.description = f"{phrase}: {reason}" if reason else phrase
        self.code = code
        super().__init__(self.description)
