"""Making the bundle: data sets in, trained towers, similarity matrix and figures out. Never serves."""

import os

# tensorflow-recommenders builds on Keras 2, which TensorFlow takes only when told before its first import.
os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
