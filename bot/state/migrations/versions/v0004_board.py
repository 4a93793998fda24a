"""Where clients stand, kept for the board, and what each person chose to see of it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standings",
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.Column("knowledge", sa.String(length=64), nullable=False),
        sa.Column("good_from", sa.Float(), nullable=False),
        sa.Column("good_until", sa.Float(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel"),
    )
    op.create_table(
        "board_choices",
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("viewer", sa.String(length=32), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", "viewer"),
    )


def downgrade() -> None:
    for table in ("board_choices", "standings"):
        op.drop_table(table)
