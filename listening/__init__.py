"""Readers of listening-history exports; they know no Telegram, no SQL and no model.

`listening.process.Export` reads an upload in a process of its own and says what it finds as it goes; the
readers themselves stand in `listening.worker` and below it. What the bot needs alone is not imported here:
each reader's process would pay for it.
"""

from listening.messages import Batch, FileRead, Heard, LeftOut, Message, Problem, Progress, Refused

__all__ = ["Batch", "FileRead", "Heard", "LeftOut", "Message", "Problem", "Progress", "Refused"]
