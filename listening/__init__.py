"""Readers of listening-history exports; they know no Telegram, no SQL and no model.

`Export` reads an upload in a process of its own and says what it finds as it goes; the readers themselves
stand in `listening.worker` and below it.
"""

from listening.messages import Batch, FileRead, Heard, LeftOut, Message, Problem, Progress, Refused
from listening.process import Export

__all__ = ["Batch", "Export", "FileRead", "Heard", "LeftOut", "Message", "Problem", "Progress", "Refused"]
