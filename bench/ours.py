"""Our bot as `bot.py` runs it, with Telegram's limits kept at numbers that are never reached."""

import sys

import bot
from delivery import limits

if __name__ == "__main__":
    limits.ALL = limits.IN_PRIVATE = (1_000_000, 1.0)
    sys.exit(bot.main())
