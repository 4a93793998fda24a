"""`python -m knowledge [FOLDER]`: validates the knowledge and says what is in it."""

from __future__ import annotations

import sys
from pathlib import Path

from knowledge.catalog import ROOT, load
from knowledge.reading import KnowledgeError


def main() -> int:
    """Load everything; print counts, or the first error."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    try:
        catalog = load(root)
    except KnowledgeError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    for name in type(catalog).model_fields:
        print(f"{name}: {len(getattr(catalog, name))}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
