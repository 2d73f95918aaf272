"""Where a listener's dial stands: how well known the artists of their lists are."""

from storage import Preferences

DIAL = "dial"
"""The preference's name."""
STEPS = 5
_BY_NAME = {str(step): step for step in range(STEPS)}
AT_FIRST = 2
"""As trained (1), lists hold more of what everybody hears, most for a single artist; these are fresher."""


async def step_of(preferences: Preferences, user_id: int) -> int:
    """Where a listener's dial stands, 0 to 4."""
    kept = await preferences.get(user_id, DIAL)
    return _BY_NAME.get(kept or "", AT_FIRST)
