"""Charts and maps as PNG bytes from frozen data; this room knows no Telegram, no SQL and no model.

`Gallery` draws in a thread of its own and keeps what it drew. What draws, and with it matplotlib, is imported
there when the first picture is wanted: a bot that draws nothing never pays for it.
"""

from pictures.data import (
    Bar,
    Chips,
    Cloud,
    Columns,
    Curve,
    Link,
    Mark,
    Network,
    Node,
    Panel,
    Parts,
    Picture,
    Poster,
    Ranking,
    Theme,
)
from pictures.gallery import Gallery

__all__ = [
    "Bar",
    "Chips",
    "Cloud",
    "Columns",
    "Curve",
    "Gallery",
    "Link",
    "Mark",
    "Network",
    "Node",
    "Panel",
    "Parts",
    "Picture",
    "Poster",
    "Ranking",
    "Theme",
]
