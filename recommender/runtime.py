"""How TensorFlow is imported while serving, and how much memory threads keep that ask it."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # of malloc.h
_ARENAS = 3
_LARGE = 1024 * 1024
_LIBRARIES = ("libtensorflow_framework.so.2", "libtensorflow_cc.so.2")  # elsewhere they are called otherwise


def keep_little() -> None:
    """Have threads share heaps, of which glibc keeps eight a core; large arrays stand apart, and go back.

    Where the C library knows of no such setting, nothing is set.
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, _ARENAS)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Let the system have what was freed; the C library alone keeps it for the next."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _map_libraries() -> None:
    """Load TensorFlow's two large libraries by a call that lets other threads go on; an import does not."""
    found = find_spec("tensorflow")
    places = found.submodule_search_locations if found is not None else None
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        for name in _LIBRARIES:
            for place in places or ():
                library.dlopen(os.fsencode(Path(place) / name), os.RTLD_NOW)


@contextmanager
def quiet_without_keras() -> Iterator[None]:
    """Keep Keras out, and with it matplotlib: TensorFlow wants it for training, and forgives its absence.

    It forgives that of h5py, whose files hold Keras's models (11 MB), and of SciPy, whose matrices it takes.
    """
    keep_little()
    if "tensorflow" not in sys.modules:
        _map_libraries()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # read before it logs
    absent = {"keras", "tf_keras", "h5py", "scipy"} - sys.modules.keys()
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # None makes an import fail
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
