"""Our bot as `bot.py` runs it, with its limits kept at numbers that are never reached."""

import sys

import bot
from delivery import limits
from handlers.frame import patience

if __name__ == "__main__":
    limits.ALL = limits.IN_PRIVATE = patience.BURST = (1_000_000, 1.0)
    sys.exit(bot.main())
