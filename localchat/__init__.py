"""The Bot API on 127.0.0.1 with a chat page: for trying the bot without a token, and for the tests."""

from localchat.server import LocalChat

__all__ = ["LocalChat"]
