"""For all tests: how hypothesis looks for counterexamples."""

import os

from hypothesis import settings

# No deadline: a loaded machine is slow, not wrong. In CI the same examples each time, so that a failure there
# belongs to the change at hand; new ones are found where people work.
settings.register_profile("encore", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("encore")
