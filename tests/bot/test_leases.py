"""One worker at a time, as long as the store remembers."""

import time
from typing import cast

from bot.leases import Leases
from core.store import Store
from tests.bot.house import House, Line

SECONDS = 2.0


def test_one_takes_it_and_gives_it_back(store: Store) -> None:
    here, there = Leases(store, SECONDS), Leases(store, SECONDS)
    mark = here.take("lamp")
    assert mark is not None
    assert there.take("lamp") is None
    assert there.is_held("lamp")
    here.release("lamp", mark)
    assert not there.is_held("lamp")
    assert there.take("lamp") is not None


def test_it_lasts_as_long_as_the_work(house: House) -> None:
    here, there = Leases(house.store, SECONDS), Leases(house.store, SECONDS)
    assert here.take("lamp") is not None
    until = time.monotonic() + 1.5 * SECONDS
    house.wait_for(lambda: time.monotonic() > until)
    assert there.take("lamp") is None


def test_a_dead_holder_s_lease_ends(house: House) -> None:
    line = Line(house.store)
    dead, other = Leases(cast(Store, line), SECONDS), Leases(house.store, SECONDS)
    dead.take("lamp")
    line.is_cut = True
    house.wait_for(lambda: other.take("lamp"))


def test_a_lease_that_ran_out_is_not_taken_from_its_new_holder(store: Store) -> None:
    here, there = Leases(store, SECONDS), Leases(store, SECONDS)
    old = here.take("lamp") or ""
    store.delete("lease:lamp")
    assert there.take("lamp") is not None
    here.release("lamp", old)
    assert there.is_held("lamp")


def test_without_a_store_everybody_may_work(store: Store) -> None:
    line = Line(store)
    line.is_cut = True
    leases = Leases(cast(Store, line), SECONDS)
    mark = leases.take("lamp")
    assert mark is not None
    assert leases.take("lamp") is not None
    assert leases.is_held("lamp")
    leases.release("lamp", mark)
