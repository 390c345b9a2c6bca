"""The store holds only what may be lost: residents notice nothing when it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.faults.house import House, count, founded, number_in
from tests.servers.valkey import ValkeyServer


@pytest.fixture
def house(postgres_url: str, own_valkey: ValkeyServer, tmp_path: Path) -> Iterator[House]:
    """Two web processes that share a store."""
    with founded(tmp_path, postgres_url, own_valkey.url) as house:
        yield house


def flush(store: ValkeyServer) -> None:
    with redis.Redis.from_url(store.url) as client:
        client.flushall()


def test_a_dialogue_goes_on_while_the_store_is_flushed_stopped_and_back(
    house: House, own_valkey: ValkeyServer
) -> None:
    wang = house.neighbour("王阿姨")
    heard = [wang.says("绑定 幸福里东区")]
    flush(own_valkey)
    heard.append(wang.says("报修 楼道灯坏了"))
    number = number_in(heard[-1])
    assert number is not None, heard
    flush(own_valkey)
    heard.append(wang.says("3号楼2单元"))
    assert "3号楼2单元" in heard[-1]
    own_valkey.stop()
    heard.append(wang.says("跳过"))
    heard.append(wang.says("进度"))
    assert number in heard[-1]
    heard.append(wang.says("居住证怎么办"))
    assert "居住证" in heard[-1]
    own_valkey.start()
    heard.append(wang.says(f"进度 {number}"))
    assert number in heard[-1]
    with house.sessions() as db:
        assert count(db, "message", "state = 'done'") == count(db, "message") == len(heard)
        assert count(db, '"case"') == 1
        assert count(db, "question") == 1


def test_a_message_in_work_is_finished_once_when_its_lease_is_flushed(
    house: House, own_valkey: ValkeyServer
) -> None:
    house.platform.faults.set("duplicate")
    wang = house.neighbour("王阿姨")
    numbers = set()
    for flat in range(8):
        said = wang.says(f"报修 幸福里东区{flat + 1}号楼楼道灯坏了")
        numbers.add(number_in(said))
        wang.says("取消")
        flush(own_valkey)
    assert None not in numbers
    with house.sessions() as db:
        assert count(db, '"case"') == len(numbers) == 8
        assert count(db, "message", "state <> 'done'") == 0
