"""Passwords are hashed one at a time, by a thread that lets residents' messages go first."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread, get_native_id

import pytest

from accounts import passwords
from accounts.passwords import BUSY, GIVES_WAY, MOST_WAITING, hash_password, is_password
from core.errors import Unavailable

PASSWORD = "mifuza-peroba-dokane"


# Of the same password, with other costs and four lanes.
OLDER = "$argon2id$v=19$m=64,t=1,p=4$l/xD5GdfF1amxLqbvbo3/g$hoQcu4hTNxwFkhy6TBvtxQ"


def test_a_password_fits_its_hash_whatever_that_has_cost() -> None:
    assert is_password(PASSWORD, hash_password(PASSWORD))
    assert is_password(PASSWORD, OLDER)
    assert not is_password("mifuza-peroba-dokana", OLDER)
    assert not is_password(PASSWORD, "no hash at all")
    assert not is_password(PASSWORD, None)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have their own priority on Linux only")
def test_the_thread_that_hashes_gives_way_and_no_other_does() -> None:
    own = os.getpriority(os.PRIO_PROCESS, get_native_id())
    theirs = passwords._in_turn(lambda: os.getpriority(os.PRIO_PROCESS, get_native_id()))
    assert theirs == max(own, GIVES_WAY)
    assert os.getpriority(os.PRIO_PROCESS, get_native_id()) == own


def test_hashes_are_worked_out_one_after_the_other() -> None:
    with ThreadPoolExecutor(3) as crowd:
        names = crowd.map(lambda _: passwords._in_turn(lambda: current_thread().name), range(3))
        assert len(set(names)) == 1


def test_who_would_wait_too_long_is_told_at_once() -> None:
    places = 1 + MOST_WAITING
    assert all(passwords._PLACES.acquire(blocking=False) for _ in range(places))
    with pytest.raises(Unavailable, match=BUSY):
        hash_password(PASSWORD)
    passwords._PLACES.release(places)
    assert is_password(PASSWORD, hash_password(PASSWORD))
