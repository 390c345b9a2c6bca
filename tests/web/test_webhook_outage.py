"""The residents' own desk with its database away: numbers for danger, else the truth."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from cases.loading import load_starter as load_catalogue_pack
from community.loading import load_starter
from core.database import make_engine, make_reading_sessions
from faq.matching.thresholds import thresholds
from handlers.context import Rules
from handlers.desk import ResidentDesk, Snapshots, make_snapshots
from tests.bot.house import APPID, NOON, QUICK, House, Wire
from tests.bot.pushes import event_xml, sealed, text_xml
from tests.web.client import SAFE, STAMP, client_of, push, said


@pytest.fixture
def snapshots(house: House) -> Iterator[Snapshots]:
    with house.sessions.begin() as db:
        load_starter(db, demo=True, now=NOON)
        load_catalogue_pack(db, now=NOON)
    kept = make_snapshots(make_reading_sessions(house.engine))
    yield kept
    kept.stop()


@pytest.fixture
def cut_client(house: House, snapshots: Snapshots) -> FlaskClient:
    """A desk that was ready before its database went away."""
    engine = make_engine(house.backend.database_url, QUICK)
    desk = ResidentDesk(snapshots, Rules(APPID, frozenset(), thresholds(0.05)))
    client = client_of(SAFE, house.serve(desk, engine))
    snapshots.load()
    Wire(engine).is_cut = True
    return client


def words(client: FlaskClient, text: str) -> str:
    xml = text_xml(text).replace("1795300000", STAMP)
    return said(push(client, *sealed(xml, timestamp=STAMP)))


def test_fire_gets_its_number_without_a_database(cut_client: FlaskClient, house: House) -> None:
    reply = words(cut_client, "楼下着火了快来人")
    assert "119" in reply
    assert "已记" not in reply
    assert "登记" not in reply
    assert house.rows() == []


def test_who_wants_to_die_is_answered_gently(cut_client: FlaskClient) -> None:
    assert "12356" in words(cut_client, "我不想活了")


def test_all_others_are_told_the_truth_and_whom_to_ring(cut_client: FlaskClient) -> None:
    reply = words(cut_client, "楼道灯坏了找谁")
    assert "记不下来" in reply
    assert "电话" in reply
    assert "已记" not in reply
    assert max(len(line) for line in re.split(r"[\n。]", reply)) <= 40


def test_a_goodbye_gets_no_words(cut_client: FlaskClient) -> None:
    xml = event_xml("unsubscribe").replace("1795300000", STAMP)
    assert push(cut_client, *sealed(xml, timestamp=STAMP)).data == b"success"


def test_before_the_first_snapshot_the_desk_still_says_so_and_knows_danger(house: House) -> None:
    engine = make_engine(house.backend.database_url, QUICK)
    empty = make_snapshots(make_reading_sessions(engine))
    desk = ResidentDesk(empty, Rules(APPID, frozenset(), thresholds(0.05)))
    Wire(engine).is_cut = True
    client = client_of(SAFE, house.serve(desk, engine))
    assert "记不下来" in words(client, "居住证怎么办")
    assert "119" in words(client, "着火了")
