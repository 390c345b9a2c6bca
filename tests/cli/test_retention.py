"""`./run manage retention` counts, and takes away what is over its time."""

from datetime import timedelta

from core import clock
from core.database import make_engine, make_sessions
from faq.models import Outcome, Question
from faq.questions import note_question
from tests.cli.conftest import ON_BOTH_DATABASES, Operate
from tests.cli.linli import Linli

pytestmark = ON_BOTH_DATABASES


def test_a_dry_run_counts_and_the_real_one_takes_away(operate: Operate, linli: Linli) -> None:
    operate("manage", "db", "upgrade")
    engine = make_engine(linli.database)
    sessions = make_sessions(engine)
    with sessions.begin() as db:
        note_question(
            db,
            "居住证怎么办",
            account="wx",
            resident_id=None,
            area_id=None,
            outcome=Outcome.MISSED,
            now=clock.now() - timedelta(days=181),
        )
    dry = operate("manage", "retention", "--dry-run")
    assert dry.status == 0
    assert "1  question_text" in dry.said
    assert "Nothing was taken away." in dry.said
    with sessions() as db:
        assert db.query(Question).one().text
    assert "1  question_text" in operate("manage", "retention").said
    with sessions() as db:
        assert db.query(Question).one().text is None
    engine.dispose()
