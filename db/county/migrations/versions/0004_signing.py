"""Certificates by number, their signed PDF, revoked devices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_THERE = """
    INSERT INTO certificate (number, case_id, grant_id, job)
    SELECT DISTINCT ON (e ->> 'number') e ->> 'number', c.id, e -> 'grant' ->> 'id',
        CASE WHEN e ->> 'state' IN ('printed', 'handed_over', 'sent')
                AND coalesce((e ->> 'by_hand')::boolean, false) = false
            THEN coalesce(e ->> 'job', '') ELSE '' END
    FROM case_ c, jsonb_array_elements(coalesce(c.body -> 'certificates', '[]'::jsonb)) e
    WHERE coalesce(e ->> 'number', '') <> ''
    ORDER BY e ->> 'number', c.no
"""


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    op.create_table(
        "certificate",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_certificate_case_id_case_")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_job"), "certificate", ["job"])
    op.create_table(
        "certificate_file",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["number"], ["certificate.number"], name=op.f("fk_certificate_file_number_certificate")
        ),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_certificate_file")),
    )
    op.create_index(op.f("ix_certificate_file_number"), "certificate_file", ["number"])
    op.create_table(
        "revoked_device",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("gen", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_revoked_device_device_device")),
        sa.PrimaryKeyConstraint("device", "gen", name=op.f("pk_revoked_device")),
    )
    op.execute(_THERE)
