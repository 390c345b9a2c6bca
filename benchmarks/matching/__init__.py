"""How well the matcher finds and how sure it is, and the fit of its weights."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""The matrices are narrow: threads wait for each other longer than they compute, many times over
where something else runs beside them. To be said before numpy is loaded."""
