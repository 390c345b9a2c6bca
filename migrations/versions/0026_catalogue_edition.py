"""When each edition of the routing catalogue was made, and by whom."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; of the editions there are, only the numbers are known."""
    made = op.create_table(
        "catalogue_edition",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", UtcTime(), nullable=True),
        sa.Column("staff_id", BigId, nullable=True),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_catalogue_edition_staff_id")
        ),
        sa.PrimaryKeyConstraint("edition", name=op.f("pk_catalogue_edition")),
    )
    rules = sa.table("catalogue_rule", sa.column("edition", sa.Integer()))
    op.execute(made.insert().from_select(["edition"], sa.select(rules.c.edition).distinct()))


def downgrade() -> None:
    """Drop it."""
    op.drop_table("catalogue_edition")
