"""Limits of the Bot API (https://core.telegram.org/bots/api); lengths in UTF-16 code units."""

MIB = 1024 * 1024

TEXT = 4096
CAPTION = 1024
CALLBACK_ANSWER = 200
CALLBACK_DATA_BYTES = 64
BUTTONS = 100
COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
"""This and the length of a command count characters, not code units."""
DOWNLOAD_BYTES = 20 * MIB
UPLOAD_BYTES = 50 * MIB
PHOTO_BYTES = 10 * MIB
PHOTO_SIDES = 10_000
"""Most that a photo's width and height may be together, in pixels."""
PHOTO_RATIO = 20
POLL_UPDATES = 100
POLL_SECONDS = 50
ANSWER_SECONDS = 15.0
"""How long a tap or an inline query waits for its answer before the query is too old."""
INLINE_QUERY = 256
INLINE_RESULTS = 50
INLINE_ID_BYTES = 64
INLINE_OFFSET_BYTES = 64
INLINE_CACHE_SECONDS = 300
INLINE_CACHE_MOST = 24 * 60 * 60
START_PARAMETER = 64
