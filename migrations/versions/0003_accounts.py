"""Who talks and who works here: residents and staff."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "resident",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("openid_hash", sa.String(length=64), nullable=True),
        sa.Column("openid_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("introduced_at", UtcTime(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("erased_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident")),
        sa.UniqueConstraint("account", "openid_hash", name=op.f("uq_resident_account_openid_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_resident_public_id")),
    )
    op.create_table(
        "staff",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_public_id")),
    )
    op.create_table(
        "consent",
        sa.Column("id", BigId, nullable=False),
        sa.Column("resident_id", BigId, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_consent_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_resident_id"), "consent", ["resident_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("resident_id", BigId, nullable=False),
        sa.Column("message_at", UtcTime(), nullable=True),
        sa.Column("message_sends", sa.Integer(), nullable=False),
        sa.Column("click_at", UtcTime(), nullable=True),
        sa.Column("click_sends", sa.Integer(), nullable=False),
        sa.Column("follow_at", UtcTime(), nullable=True),
        sa.Column("follow_sends", sa.Integer(), nullable=False),
        sa.Column("scan_at", UtcTime(), nullable=True),
        sa.Column("scan_sends", sa.Integer(), nullable=False),
        sa.Column("human_until", UtcTime(), nullable=True),
        sa.Column("unreachable", sa.String(length=20), nullable=True),
        sa.Column("told_to_ask_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_contact_resident_id")
        ),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_contact")),
    )
    op.create_table(
        "home",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("resident_id", BigId, nullable=False),
        sa.Column("area_id", BigId, nullable=False),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_home_area_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_home_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home")),
        sa.UniqueConstraint("public_id", name=op.f("uq_home_public_id")),
        sa.UniqueConstraint("resident_id", "area_id", name=op.f("uq_home_resident_id_area_id")),
    )
    op.create_index(op.f("ix_home_resident_id"), "home", ["resident_id"], unique=False)
    op.create_table(
        "open_question",
        sa.Column("resident_id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("case_id", BigId, nullable=True),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("times_asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_open_question_resident_id")
        ),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_open_question")),
        sa.UniqueConstraint("public_id", name=op.f("uq_open_question_public_id")),
    )
    op.create_table(
        "staff_role",
        sa.Column("id", BigId, nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("area_path", sa.String(length=200), nullable=False),
        sa.Column("office_id", BigId, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_staff_role_office_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_role_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_role")),
    )
    op.create_index(op.f("ix_staff_role_staff_id"), "staff_role", ["staff_id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("staff_role")
    op.drop_table("open_question")
    op.drop_table("home")
    op.drop_table("contact")
    op.drop_table("consent")
    op.drop_table("staff")
    op.drop_table("resident")
