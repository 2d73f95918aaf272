"""How TensorFlow is imported while serving, and how much memory threads keep that ask it."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
_ARENAS = 3


def keep_few_arenas() -> None:
    """Have threads share heaps: each of glibc's, up to eight a core, keeps room for its largest arrays.

    Where the C library knows of no such setting, nothing is set.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS)


@contextmanager
def quiet_without_keras() -> Iterator[None]:
    """Keep Keras out, and with it matplotlib: TensorFlow wants it for training, and forgives its absence."""
    keep_few_arenas()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # read before it logs
    absent = {"keras", "tf_keras"} - sys.modules.keys()
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # None makes an import fail
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
