"""Which questions ask the same, and which topic took them up."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TOPIC = "fk_question_settled_topic_id"


def upgrade() -> None:
    """Make the columns."""
    with op.batch_alter_table("question") as batch:
        batch.add_column(sa.Column("settled_topic_id", BigId, nullable=True))
        batch.add_column(sa.Column("settled_words", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("group_id", BigId, nullable=True))
        batch.create_foreign_key(op.f(TOPIC), "topic", ["settled_topic_id"], ["id"])


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("question") as batch:
        batch.drop_constraint(op.f(TOPIC), type_="foreignkey")
        batch.drop_column("group_id")
        batch.drop_column("settled_words")
        batch.drop_column("settled_topic_id")
