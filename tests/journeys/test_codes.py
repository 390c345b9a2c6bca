"""A code printed for a new building tells the desk where who scans it lives."""

from sqlalchemy import select

from community.area_editing import create_areas
from community.codes import order_codes
from community.models import Area
from core import clock
from core.actor import OPERATOR
from tests.journeys.test_homes import homes
from tests.journeys.town import Town


def test_a_new_buildings_code_binds_who_scans_it(town: Town) -> None:
    with town.sessions.begin() as db:
        grid = db.scalars(select(Area).where(Area.key == "xingfuli-1")).one()
        made = create_areas(db, grid, "楼栋", ["99号楼"], actor=OPERATOR, now=clock.now())[0]
        order_codes(db, made, actor=OPERATOR, now=clock.now())
    town.work()
    town.look_anew()
    with town.sessions() as db:
        printed = db.get_one(Area, made.id).code_url
    [code] = [one for one in town.platform.codes.all() if one.url == printed]
    auntie = town.newcomer("")
    assert "您住在幸福里社区99号楼" in auntie.scans(code.scene)
    assert homes(town, auntie) == [("幸福里社区99号楼", True)]
