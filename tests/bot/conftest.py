"""Generated examples may take their time: the machine that runs them is busy with others."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
