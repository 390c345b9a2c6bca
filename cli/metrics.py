"""The folder in which all processes of this machine keep what they have counted."""

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def with_metrics(environment: Mapping[str, str], data_dir: Path) -> dict[str, str]:
    """The environment with the folder, which is made and rid of what dead processes left."""
    folder = data_dir.resolve() / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        number = file.stem.rpartition("_")[2]
        if not (number.isdigit() and _lives(int(number))):
            file.unlink(missing_ok=True)
    return {**environment, VARIABLE: str(folder)}


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
