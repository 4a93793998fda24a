"""What a reminder counts to, how often it was said, and who said that it is done"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ("run", "occasion", "target", "times", "checked_at", "done_by", "done_at")


def upgrade() -> None:
    op.add_column("reminders", sa.Column("run", sa.String(length=24), nullable=True))
    op.add_column("reminders", sa.Column("occasion", sa.String(length=16), nullable=True))
    op.add_column("reminders", sa.Column("target", sa.String(length=10), nullable=True))
    op.add_column("reminders", sa.Column("times", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reminders", sa.Column("checked_at", sa.Float(), nullable=True))
    op.add_column("reminders", sa.Column("done_by", sa.String(length=64), nullable=True))
    op.add_column("reminders", sa.Column("done_at", sa.Float(), nullable=True))
    # Until now each was a text set for one time: put off, it must still know for which.
    op.execute("UPDATE reminders SET target = CAST(CAST(due_at AS BIGINT) AS VARCHAR(10))")


def downgrade() -> None:
    for column in reversed(_COLUMNS):
        op.drop_column("reminders", column)
