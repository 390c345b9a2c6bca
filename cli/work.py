"""`python -m cli.work`: the worker itself, in a process whose environment is complete."""

import sys

from core.start import starting

# The segmenter, which reads its dictionary.
with starting("rjieba"):
    from core.config import load_settings
    from worker.app import run

if __name__ == "__main__":
    sys.exit(run(load_settings()))
