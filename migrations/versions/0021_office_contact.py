"""How an office is reached, and who passes on to one that has no accounts of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COLUMNS = {"phone": 40, "place": 100, "liaison": 20, "liaison_phone": 40}


def upgrade() -> None:
    """Add the columns, empty."""
    for name, length in COLUMNS.items():
        column = sa.Column(name, sa.String(length=length), nullable=False, server_default="")
        op.add_column("office", column)


def downgrade() -> None:
    """Take them away."""
    for name in reversed(COLUMNS):
        op.drop_column("office", name)
