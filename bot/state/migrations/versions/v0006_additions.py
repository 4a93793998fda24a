"""Documents staff adds in Slack"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "additions",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread", sa.String(length=64)),
        sa.Column("line", sa.String(length=64)),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("by_team", sa.String(length=32), nullable=False),
        sa.Column("by_user", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64)),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(length=100)),
        sa.Column("served", sa.String(length=100)),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=200)),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("additions_digest", "additions", ["team", "digest"])
    op.create_index("additions_age", "additions", ["state", "updated_at"])


def downgrade() -> None:
    op.drop_table("additions")
