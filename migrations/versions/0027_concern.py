"""Words of suicide for who has the duty, and what was done about each."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Of earlier messages nobody can say: their words are sealed."""
    op.create_table(
        "concern",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("message_id", BigId, nullable=False),
        sa.Column("resident_id", BigId, nullable=True),
        sa.Column("area_id", BigId, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("said_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_concern_area_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_concern_message_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_concern_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("message_id", name=op.f("uq_concern_message_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_concern_public_id")),
    )
    op.create_index(op.f("ix_concern_resident_id"), "concern", ["resident_id"])
    op.create_index("ix_concern_state", "concern", ["state"])
    op.create_table(
        "concern_step",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("concern_id", BigId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", BigId, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_step_concern_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_step")),
        sa.UniqueConstraint("public_id", name=op.f("uq_concern_step_public_id")),
    )
    op.create_index(op.f("ix_concern_step_concern_id"), "concern_step", ["concern_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("concern_step")
    op.drop_table("concern")
