"""The way of updates and answers: none lost, no update counted twice, none out of turn.

Updates are written to the inbox before Telegram is told that they came; then they are handled, each chat's in
their order, and struck off. What a crash leaves is handled at the next start.
"""

from delivery.limits import Limits, may_have_arrived
from delivery.polling import poll
from delivery.session import NoBotApi, Session
from delivery.taking import Delivery
from delivery.tries import IllegibleUpdate
from delivery.webhook import Hook, listening, watch

__all__ = [
    "Delivery",
    "Hook",
    "IllegibleUpdate",
    "Limits",
    "NoBotApi",
    "Session",
    "listening",
    "may_have_arrived",
    "poll",
    "watch",
]
