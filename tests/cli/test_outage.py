"""`./run manage outage`: made known, listed and ended by commands alone."""

from datetime import timedelta

import pytest

from core import clock
from core.database import make_engine, make_sessions
from faq.standing import load_outages
from tests.cli.conftest import ON_BOTH_DATABASES, Operate, set_up
from tests.cli.linli import Linli

pytestmark = ON_BOTH_DATABASES
WATER = ("--topic", "water_supply", "--area", "xingfuli")


@pytest.fixture
def until(linli: Linli) -> str:
    """An hour from now by Shanghai's clock; the installation has its starter set."""
    set_up(linli, demo=False)
    return f"{(clock.now() + timedelta(hours=1)).astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def test_an_outage_from_its_beginning_to_its_end(
    operate: Operate, linli: Linli, until: str
) -> None:
    added = operate("manage", "outage", "add", "水管抢修。", *WATER, "--until", until)
    assert added.status == 0, added.complained
    assert "water_supply" in added.said
    listed = operate("manage", "outage", "list")
    assert listed.said == added.said
    engine = make_engine(linli.database)
    with make_sessions(engine)() as db:
        (standing,) = load_outages(db).holding(clock.now())
    engine.dispose()
    assert f"{standing.until_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" == until
    public_id = added.said.split()[0]
    assert operate("manage", "outage", "end", public_id).status == 0
    assert operate("manage", "outage", "list").said == ""
    assert "ended" in operate("manage", "outage", "list", "--over").said


def test_what_it_cannot_tell_is_refused_with_a_reason(operate: Operate, until: str) -> None:
    unknown = operate("manage", "outage", "add", "停水。", "--topic", "nothing", "--until", until)
    assert (unknown.status, "nothing" in unknown.complained) == (1, True)
    past = operate("manage", "outage", "add", "停水。", *WATER, "--until", "2020-01-01 10:00")
    assert (past.status, "结束时间" in past.complained) == (1, True)
    assert operate("manage", "outage", "add", "停水。", *WATER, "--until", "soon").status == 2
    assert operate("manage", "outage", "end", "nothing").status == 1
