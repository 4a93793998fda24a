from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.documents import read
from tests.evals.documents_read import BAR, Checklist, checklists, missing


@pytest.mark.parametrize("checklist", checklists(), ids=lambda checklist: checklist.document.name)
def test_a_real_document_is_read_as_it_is_printed(checklist: Checklist) -> None:
    if not checklist.document.is_file():
        pytest.skip(f"official file not here: {checklist.document.name}")

    document = read(checklist.document, checklist.kind)

    wrong = missing(checklist, document)
    assert len(wrong) <= (1 - BAR) * len(checklist.items), "\n".join(wrong)
    # The checklist itself tells: nothing is found on another page or under no heading.
    if checklist.pages:
        moved = [replace(item, page=(item.page or 0) + 40) for item in checklist.items]
        assert len(missing(replace(checklist, items=tuple(moved)), document)) == len(moved)
