"""The console: sessions, the second factor, failed sign-ins, who has looked at what."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables as this version needs them."""
    op.create_table(
        "sign_in_failure",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=80), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcTime(), nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", "origin", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(
        op.f("ix_sign_in_failure_changed_at"), "sign_in_failure", ["changed_at"], unique=False
    )

    op.create_table(
        "recovery_code",
        sa.Column("id", BigId, nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recovery_code_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_staff_id"), "recovery_code", ["staff_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("browser", sa.String(length=120), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_session_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_ends_at"), "staff_session", ["ends_at"], unique=False)
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)

    op.create_table(
        "access_row",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", BigId, nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("office_id", BigId, nullable=True),
        sa.Column("resident_id", BigId, nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("shown", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_access_row_office_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_access_row_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_row")),
    )
    op.create_index(op.f("ix_access_row_at"), "access_row", ["at"], unique=False)
    op.create_index("ix_access_row_resident", "access_row", ["resident_id", "at"], unique=False)

    # The defaults stay: an older version may still run beside this one, and adds staff.
    op.add_column(
        "staff",
        sa.Column("password_expired", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("staff", sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("staff", sa.Column("totp_next_sealed", sa.LargeBinary(), nullable=True))
    op.add_column(
        "staff", sa.Column("totp_step", sa.BigInteger(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Make them as the version before needed them."""
    op.drop_column("staff", "totp_step")
    op.drop_column("staff", "totp_next_sealed")
    op.drop_column("staff", "totp_sealed")
    op.drop_column("staff", "password_expired")

    for table in ("access_row", "staff_session", "recovery_code", "sign_in_failure"):
        op.drop_table(table)
