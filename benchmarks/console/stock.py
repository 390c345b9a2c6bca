"""A desk with much in it: entries, phrasings and questions that nothing answered."""

import random
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from accounts import sessions as signing
from accounts.models import Staff, StaffRole
from cli.starter import load_starter
from community.models import Area
from core import clock
from core.columns import new_public_id
from core.config import Settings
from core.database import Sessions
from core.versions import raise_version
from faq.content import EntryContent, as_json
from faq.models import Entry, EntryState, Outcome, Phrasing, Question, Revision
from migrations.run import upgrade

CIVIC = Path(__file__).parents[1] / "matching" / "civic"
SAYINGS = ("tune.toml", "test.toml", "strangers_questions.toml")
ASKS = ("怎么办", "找谁", "在哪儿办", "要什么材料", "要多久", "收不收费", "几点开门", "有什么条件")
HOW = ("", "请问", "我想问问", "麻烦问下", "那个", "师傅")
OPENINGS = ("", "", "", "请问", "您好", "我想问问", "急", "幸福里", "3号楼", "我家")
SEED = 20
IN_ONE_GO = 2_000


def load(sessions: Sessions, settings: Settings, entries: int, misses: int) -> str:
    """The schema, the starter set, so many published entries of ten phrasings each, so many
    misses of the last week, and an editor who is signed in: the value of her cookie."""
    upgrade(settings.database)
    now = clock.now()
    load_starter(sessions, demo=True, now=now)
    _entries(sessions, entries, now)
    _misses(sessions, misses, now)
    return _editor(sessions, now)


def sayings() -> list[str]:
    """Residents' questions of the matcher's sets, each once, in a fixed order."""
    texts: list[str] = []
    for name in SAYINGS:
        texts += _texts(tomllib.loads((CIVIC / name).read_text("utf-8")))
    return sorted({text for text in texts if len(text) > 4 and not text.isascii()})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.strip().splitlines()
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _entries(sessions: Sessions, count: int, now: datetime) -> None:
    """Entries of made-up matters: two characters that no other entry begins with, and an ask."""
    rng = random.Random(SEED)  # noqa: S311 (no secret)
    signs = [chr(0x4E00 + 3 * number) for number in range(2_000)]
    rows: list[dict[str, Any]] = []
    for number in range(count):
        matter = "".join(rng.sample(signs, 3))
        phrasings = [f"{how}{matter}{ask}" for how in HOW for ask in rng.sample(ASKS, 2)][:10]
        rows.append({"question": f"{matter}{ASKS[number % len(ASKS)]}", "phrasings": phrasings})
    with sessions.begin() as db:
        for row in rows:
            content = {"question": row["question"], "answer": f"到社区大厅问{row['question']}。"}
            row["id"] = db.scalar(
                insert(Entry)
                .values(
                    public_id=new_public_id(),
                    category=f"分类{rng.randrange(20)}",
                    state=EntryState.PUBLISHED,
                    published_revision=1,
                    created_at=now,
                    changed_at=now - timedelta(minutes=rng.randrange(100_000)),
                    **content,
                )
                .returning(Entry.id)
            )
            saved = EntryContent(**content, phrasings=tuple(row["phrasings"]))
            row["content"] = as_json(saved)
        said = [{"entry_id": row["id"], "text": text} for row in rows for text in row["phrasings"]]
        revised = [
            {
                **{"entry_id": row["id"], "number": 1, "content": row["content"]},
                **{"actor_kind": "system", "saved_at": now},
            }
            for row in rows
        ]
        for table, values in ((Phrasing, said), (Revision, revised)):
            for start in range(0, len(values), IN_ONE_GO):
                db.execute(insert(table), values[start : start + IN_ONE_GO])
        raise_version(db, "knowledge")


def _misses(sessions: Sessions, count: int, now: datetime) -> None:
    """Questions of the matcher's sets, some asked often and most seldom, half of them in other
    words before them."""
    rng = random.Random(SEED)  # noqa: S311 (no secret)
    texts = sayings()
    rng.shuffle(texts)
    weights = [1 / (place + 10) for place in range(len(texts))]
    with sessions.begin() as db:
        areas = list(db.scalars(select(Area.id)))
        rows = [
            {
                "public_id": new_public_id(),
                "account": "wx",
                "text": rng.choice(OPENINGS) + text,
                "outcome": Outcome.MISSED,
                "suggested": [],
                "area_id": rng.choice(areas),
                "asked_at": now - timedelta(minutes=rng.randrange(10_000)),
            }
            for text in rng.choices(texts, weights, k=count)
        ]
        for start in range(0, count, IN_ONE_GO):
            db.execute(insert(Question), rows[start : start + IN_ONE_GO])


def _editor(sessions: Sessions, now: datetime) -> str:
    with sessions.begin() as db:
        staff = Staff(name="陈编辑", password_hash="none", created_at=now)
        db.add(staff)
        db.flush()
        db.add(StaffRole(staff_id=staff.id, role="editor", area_path=""))
        return signing.start_session(
            db, staff, signing.FULL, address="127.0.0.1", browser="benchmark", now=now
        )
