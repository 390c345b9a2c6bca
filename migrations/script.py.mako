"""${message}."""

import sqlalchemy as sa
from alembic import op

${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables as this version needs them."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Make them as the version before needed them."""
    ${downgrades if downgrades else "pass"}
