"""What must hold for every form of the console, those to come included: it is text wherever it
stands, it sets what it names, and it leads nowhere else."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy import Text, cast, select
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from bot.codec import to_json
from bot.messages import TextMessage
from bot.models import Message
from core.audit import AuditRow
from core.database import Base
from privacy.periods import BY_KEY
from tests.console.filling import FoundForm, read
from tests.console.office import Desk, Office
from tests.console.pages import EVERY_ROLE, calls, path_of, real_ids
from tests.console.test_misses import missed
from web.console.pages.traces import ACTS, FACTS
from web.console.table import ROUTES

# Short enough for a name; harmless only where each of its signs is written as text.
WICKED = "\"'><u>xq"
RAW, WRITTEN = "<u>xq", "&lt;u&gt;xq"
EVIL = "https://evil.example/console/"
FOREIGN = "987654321"
LEADS = ("Location", "HX-Redirect", "Refresh")
# Leave the browser signed out, or let nobody sign in any more.
LEAVES = {"console.sign_out", "console.me_end_others"}
OF_A_SORT = 4
Ids = dict[str, str]


def columns() -> set[str]:
    """The names of all columns there are."""
    tables = Base.metadata.tables.values()
    return {column.name for table in tables for column in table.columns}


def page_of(office: Office, address: str, method: str = "GET") -> str:
    """Which page of the table an address is."""
    adapter = office.app.url_map.bind("")
    try:
        return str(adapter.match(urlsplit(address).path, method=method)[0])
    except HTTPException:
        return ""


def pages(office: Office, desk: Desk, ids: Ids) -> Iterator[tuple[str, str]]:
    """Every page with the ids of the samples, and what they lead to: a few of each sort."""
    own = [route for route in ROUTES if "GET" in route.methods.split()]
    paths = [path_of(route, ids) for route in own]
    seen, opened = set(paths), Counter[str]()
    while paths:
        path = paths.pop()
        answer = desk.get(path)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            yield path, answer.text
            for link in read(answer.text, path)[1]:
                sort, target = page_of(office, link), link.removeprefix("/console")
                if sort.startswith("console.") and target not in seen and opened[sort] < OF_A_SORT:
                    opened[sort] += 1
                    seen.add(target)
                    paths.append(target)


def send(desk: Desk, form: FoundForm, given: dict[str, list[str]]) -> TestResponse:
    """Send the form to where it leads."""
    path = urlsplit(form.action).path.removeprefix("/console")
    return desk.post(path, **given)


def forms_of(office: Office, desk: Desk, ids: Ids) -> list[FoundForm]:
    """Every form of every page, one of each sort; without those that would change who the reader
    himself is."""
    himself = office.staff("全能").public_id
    found = {
        (page_of(office, form.action, "POST"), *sorted(form.names())): form
        for path, html in pages(office, desk, ids)
        for form in read(html, f"/console{path}")[0]
        if himself not in form.action
    }
    return [form for (page, *_), form in found.items() if page not in LEAVES]


def wicked_residents(office: Office) -> None:
    """What residents can write, and where it comes before staff."""
    office.case("张大爷", WICKED, area="anning")
    missed(office, WICKED, f"{WICKED}怎么办", area="anning")
    with office.sessions.begin() as db:
        message = db.scalars(select(Message)).first()
        assert message
        heard = TextMessage(account="wx", sender="o", created_at=1, key="k", text=WICKED)
        message.body = to_json(heard)


def holding(office: Office, number: str) -> list[str]:
    """The columns in which that stands, of all tables."""
    found = []
    with office.sessions() as db:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                holds = select(column).where(cast(column, Text).contains(number)).limit(1)
                if db.execute(holds).first():
                    found.append(f"{table.name}.{column.name}")
    return found


def unworded(office: Office) -> set[str]:
    """Acts and facts of the audit log that the auditor would not read in words."""
    with office.sessions() as db:
        rows = list(db.scalars(select(AuditRow)))
    acts = {row.action for row in rows} - ACTS.keys()
    return acts | {name for row in rows for name in row.facts} - FACTS.keys() - BY_KEY.keys()


def everybody(office: Office) -> Desk:
    """A new browser of somebody's who may do everything."""
    return office.signed_in("全能", *EVERY_ROLE)


def test_what_is_filled_in_stays_text_and_sets_only_what_the_form_names(
    quick_office: Office,
) -> None:
    reader, ids = everybody(quick_office), real_ids(quick_office)
    wicked_residents(quick_office)
    shown = []
    for form in forms_of(quick_office, reader, ids):
        foreign = {name: [FOREIGN] for name in columns() - form.names()}
        desk = everybody(quick_office)
        token = desk.token()
        for given in form.sent(WICKED):
            answer = send(desk, form, {"csrf_token": [token], **foreign, **given})
            assert answer.status_code < 500, (form.action, given)
            shown.append((form.action, answer.text))
    shown += pages(quick_office, everybody(quick_office), ids)
    assert [path for path, html in shown if RAW in html] == []
    assert sum(WRITTEN in html for _, html in shown) > 30, "too little of it was kept"
    assert holding(quick_office, FOREIGN) == []
    assert unworded(quick_office) == set()


def test_no_page_leads_anywhere_else(quick_office: Office) -> None:
    ids = real_ids(quick_office)
    asked = dict.fromkeys(("next", "url", "to", "return", "back", "redirect"), EVIL)
    led = []
    for route, method in calls(list(ROUTES)):
        desk = everybody(quick_office)
        headers = {"Referer": EVIL, "Origin": EVIL, "X-CSRF-Token": desk.token()}
        answer = desk.client.open(
            f"/console{path_of(route, ids)}",
            method=method,
            query_string=asked,
            data=asked if method == "POST" else None,
            headers=headers,
        )
        led += [(route.name, answer.headers[name]) for name in LEADS if name in answer.headers]
    assert len(led) > 20
    assert [one for one in led if not one[1].startswith("/console/")] == []
