"""What holds for all tests."""

import os

from hypothesis import settings

# In CI a failure must be this commit's, so the examples are the same every time; at the desk each run looks elsewhere.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
