"""What residents want with a sentence: labelled sentences, and the fit of `cases/intents.py`."""
