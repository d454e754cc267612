"""The reader's screen: the only package that imports textual."""

import os

os.environ.setdefault("TEXTUAL_FPS", "120")
# Read once, when Textual is imported. At its usual 60 what follows a paint waits for the next but one of the ticks:
# what was found is drawn 25 ms after it could be, because the letter that was typed was drawn first.
