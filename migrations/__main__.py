"""`python -m migrations NAME`: draft the next migration from what the models have become."""

import sys
import tempfile
from pathlib import Path

from migrations.run import draft, head, upgrade


def next_revision(last: str) -> str:
    """The number after a version: '0002' after '0001', '0001' where there is none yet."""
    return f"{int(last) + 1:04}" if last.isdigit() else "0001"


def main(words: list[str]) -> int:
    """Write the file and say where it is; 2 without a name."""
    if not words:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'draft.db'}"
        upgrade(url)
        print(draft(url, " ".join(words), next_revision(head())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
