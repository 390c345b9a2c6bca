"""Every setting is documented as it is, and nothing is documented that is no setting."""

import re
from pathlib import Path

from pydantic import SecretStr

from core.config import ABILITIES, Settings
from tests.each import for_each
from tests.servers.shared import ROOT

PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) ?\|$", re.MULTILINE)
ROWS = {
    name: (default, english, chinese) for name, default, english, chinese, _ in ROW.findall(PAGE)
}
# Said in words, because the value depends on another setting or on the folder.
BY_WORDS = {"DATABASE_URL", "DATA_DIR"}


def _default(name: str) -> str:
    value = Settings.model_fields[name.lower()].default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return f"`{value}`" if value != "" else "none"


def test_every_setting_has_a_row_and_every_row_a_setting() -> None:
    assert set(ROWS) == {name.upper() for name in Settings.model_fields}


@for_each("name", sorted(ROWS))
def test_a_row_tells_the_default_and_the_meaning_in_both_languages(name: str) -> None:
    default, english, chinese = ROWS[name]
    assert name in BY_WORDS or default == _default(name)
    assert len(english) > 10
    assert re.search(r"[\u4e00-\u9fff]", chinese)


def test_every_ability_is_named() -> None:
    assert all(f"`{ability}`" in ROWS["WECHAT_CAN"][1] for ability in ABILITIES)


def test_data_stay_where_the_page_says() -> None:
    assert Settings.model_fields["data_dir"].default == Path("var")
    assert ROWS["DATA_DIR"][0] == "`./var`"
