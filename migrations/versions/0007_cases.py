"""What the community must do: cases, their events, reporters and attachments."""

import sqlalchemy as sa
from alembic import op

from core.columns import BigId, UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_case_day")),
    )
    op.create_table(
        "case",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("topic_id", BigId, nullable=True),
        sa.Column("area_id", BigId, nullable=True),
        sa.Column("area_path", sa.String(length=200), nullable=False),
        sa.Column("office_id", BigId, nullable=False),
        sa.Column("about_office_id", BigId, nullable=True),
        sa.Column("staff_id", BigId, nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cut_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("accept_due_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("accepted_at", UtcTime(), nullable=True),
        sa.Column("resolved_at", UtcTime(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("waiting_since", UtcTime(), nullable=True),
        sa.Column("outcome_code", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=True),
        sa.Column("verdict_at", UtcTime(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rerouted", sa.Boolean(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("reopenings", sa.Integer(), nullable=False),
        sa.Column("urged_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", BigId, nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["about_office_id"], ["office.id"], name=op.f("fk_case_about_office_id")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_case_area_id")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["case.id"], name=op.f("fk_case_merged_into_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_case_office_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_staff_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_case_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("number", name=op.f("uq_case_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_public_id")),
    )
    op.create_index(op.f("ix_case_area_path"), "case", ["area_path"], unique=False)
    op.create_index("ix_case_office_due", "case", ["office_id", "state", "due_at"], unique=False)
    op.create_index(op.f("ix_case_opened_at"), "case", ["opened_at"], unique=False)
    op.create_index(op.f("ix_case_state"), "case", ["state"], unique=False)
    op.create_index(op.f("ix_case_topic_id"), "case", ["topic_id"], unique=False)
    op.create_table(
        "catalogue_rule",
        sa.Column("id", BigId, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("topic_id", BigId, nullable=True),
        sa.Column("function", sa.String(length=40), nullable=True),
        sa.Column("area_id", BigId, nullable=False),
        sa.Column("office_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_catalogue_rule_area_id")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_catalogue_rule_office_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_catalogue_rule_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_rule")),
        sa.UniqueConstraint(
            "edition",
            "function",
            "area_id",
            name=op.f("uq_catalogue_rule_edition_function_area_id"),
        ),
        sa.UniqueConstraint(
            "edition",
            "topic_id",
            "area_id",
            name=op.f("uq_catalogue_rule_edition_topic_id_area_id"),
        ),
    )
    op.create_index(op.f("ix_catalogue_rule_edition"), "catalogue_rule", ["edition"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("resident_id", BigId, nullable=True),
        sa.Column("case_id", BigId, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("media_id_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=60), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("saved_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attachment_case_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_attachment_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attachment_public_id")),
    )
    op.create_index(op.f("ix_attachment_case_id"), "attachment", ["case_id"], unique=False)
    op.create_index(op.f("ix_attachment_resident_id"), "attachment", ["resident_id"], unique=False)
    op.create_index("ix_attachment_state", "attachment", ["state", "due_at"], unique=False)
    op.create_table(
        "case_assist",
        sa.Column("case_id", BigId, nullable=False),
        sa.Column("office_id", BigId, nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_assist_case_id")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_case_assist_office_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "office_id", name=op.f("pk_case_assist")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("case_id", BigId, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("words_mac", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_case_event_case_id_seq")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_event_public_id")),
    )
    op.create_table(
        "case_reporter",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("case_id", BigId, nullable=False),
        sa.Column("resident_id", BigId, nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_hash", sa.String(length=64), nullable=True),
        sa.Column("joined_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_reporter_case_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_case_reporter_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reporter")),
        sa.UniqueConstraint(
            "case_id", "resident_id", name=op.f("uq_case_reporter_case_id_resident_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_reporter_public_id")),
    )
    op.create_index(op.f("ix_case_reporter_case_id"), "case_reporter", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_case_reporter_phone_hash"), "case_reporter", ["phone_hash"], unique=False
    )
    op.create_index(
        op.f("ix_case_reporter_resident_id"), "case_reporter", ["resident_id"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("case_reporter")
    op.drop_table("case_event")
    op.drop_table("case_assist")
    op.drop_table("attachment")
    op.drop_table("catalogue_rule")
    op.drop_table("case")
    op.drop_table("case_day")
