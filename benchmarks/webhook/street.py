"""A street for the benchmark: a loaded database and residents with homes who ask."""

from sqlalchemy import func, select

from accounts.homes import bind_home
from accounts.residents import meet
from bot.models import Message, MessageState
from cli.starter import load_starter
from community.models import Area
from core import clock
from core.actor import resident_actor
from core.config import Settings
from core.database import Sessions
from faq.models import Question
from migrations.run import upgrade
from simulator.residents import make_openid

RESIDENTS = 400
# All of them ask: of a report a case is offered, and no question kept. None is a standard question:
# picking that from a choice just offered keeps no new row.
TEXTS = (
    "居住证怎么办",
    "我要办居住证，要带啥",
    "老年卡在哪儿办",
    "老年证咋办理",
    "医保断了怎么续",
    "孩子上小学怎么报名",
    "生育登记去哪里弄",
    "残疾证怎么申请",
    "养老金怎么认证",
    "低保要什么条件",
    "户口怎么迁",
    "失业了能领钱吗",
    "楼道灯不亮了找谁",
    "电梯停了找谁问",
    "停水了吗",
    "垃圾什么时候收",
    "小区能不能装充电桩",
    "今天食堂有红烧肉吗",
)


def load(sessions: Sessions, settings: Settings) -> None:
    """The schema, the starter set (demonstration, published), and the residents' homes."""
    upgrade(settings.database)
    now = clock.now()
    load_starter(sessions, demo=True, now=now)
    with sessions.begin() as db:
        area_id = db.scalars(select(Area.id).where(Area.key == "xingfuli-1")).one()
        for number in range(RESIDENTS):
            openid = make_openid(settings.wechat_appid, f"load {number}")
            resident = meet(db, settings.wechat_appid, openid, now=now)
            actor = resident_actor(resident.id)
            bind_home(db, resident.id, area_id, source="demo", actor=actor, now=now)


def written(sessions: Sessions) -> tuple[int, int]:
    """How many messages are done, and how many questions are kept."""
    done = select(func.count()).where(Message.state == MessageState.DONE)
    with sessions() as db:
        return db.scalar(done) or 0, db.scalar(select(func.count(Question.id))) or 0
