"""Making the bundle: data sets in, trained towers, similarity matrix and figures out. Never serves."""

import os

# tensorflow-recommenders builds on Keras 2, which TensorFlow takes only when told before its first import.
os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# TensorFlow keeps what it has freed for itself. Else each step of a training gets its large arrays from the
# system anew, page by page, which took two fifths of the processor.
os.environ.setdefault("TF_CPU_ALLOCATOR_USE_BFC", "1")


def half_as_wide() -> None:
    """Let TensorFlow multiply matrices of bfloat16, if called before its first, where that is faster.

    Sums, and all that is not multiplied, stay as wide as they are; so does everything where a processor knows
    no such numbers (https://uxlfoundation.github.io/oneDNN/dev_guide_attributes_fpmath_mode.html). For
    processes that train: what is served is not to depend on the processor.
    """
    os.environ.setdefault("ONEDNN_DEFAULT_FPMATH_MODE", "BF16")
