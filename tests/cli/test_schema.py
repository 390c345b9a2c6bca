"""The schema by an operator's commands, from nothing and back."""

import pytest

from tests.cli.conftest import Operate


@pytest.mark.parametrize("linli", ["sqlite", "bare postgresql"], indirect=True)
def test_the_schema_goes_up_and_down(operate: Operate) -> None:
    assert operate("manage", "case", "list").status == 1
    assert operate("manage", "db", "upgrade").said.startswith("The database is at version 0")
    assert operate("manage", "db", "downgrade", "9999", "--yes").status == 2
    assert operate("manage", "db", "downgrade", "base", "--yes").said.endswith("base.\n")
