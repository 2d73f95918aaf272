"""`python -m listening`: read an upload from standard input, say what it holds on standard output."""

import signal
import sys
from io import BytesIO

from listening.messages import encode
from listening.worker import bound, read_upload

_MEMORY = 768 * 1024 * 1024
_SECONDS = 180  # of a processor; 400,000 plays take some 7

if sys.platform != "win32":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where the bot was killed, nobody listens any more
bound(_MEMORY, _SECONDS)
for message in read_upload(BytesIO(sys.stdin.buffer.read())):
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()
