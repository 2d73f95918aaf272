"""Short stand-ins for artists' keys in buttons: a key may be too long, a number changes with the bundle."""

from functools import lru_cache
from hashlib import blake2b

LENGTH = 12


@lru_cache(maxsize=4096)  # the well-known stand on most cards
def token(key: str) -> str:
    """48 bits: among 20,000 artists, two share one in a bundle of a million."""
    return blake2b(key.encode(), digest_size=LENGTH // 2).hexdigest()
