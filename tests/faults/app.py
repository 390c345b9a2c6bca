"""The web side for a WeChat whose clock runs faster: what `wsgi.py` is, with scaled times."""

import os

from bot.once import Timing
from core.config import load_settings
from web.app import create_app

app = create_app(load_settings(), Timing().scaled(float(os.environ["TIME_SCALE"])))
