"""How TensorFlow is imported while serving."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_without_keras() -> Iterator[None]:
    """Keep Keras out, and with it matplotlib: TensorFlow wants it for training, and forgives its absence."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # read before it logs
    absent = {"keras", "tf_keras"} - sys.modules.keys()
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # None makes an import fail
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
