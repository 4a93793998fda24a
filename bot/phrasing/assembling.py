"""Verified statements and the composed answer, made into one answer.

The composed answer is the floor: whatever of it the statements do not say stays, as composed, with
its marks of certainty. So an answer can gain by a model and cannot lose.
"""

from __future__ import annotations

from bot import wording
from bot.domain.answer import Answer, Citation, WrittenBy
from bot.domain.material import Material
from bot.phrasing.composed import (
    also_lines,
    announces,
    blocks,
    certainty_mark,
    core,
    is_step,
    marks,
    own_lines,
    unmarked,
)
from bot.phrasing.covering import covers, repeats
from bot.phrasing.verifying import Verified
from knowledge.dates import japanese

MOST_STATEMENTS = 8
# What stands beside an answer is said when its values and this much of its words are.
_BESIDE_SHARE = 0.75


class Draft:
    """An answer as it is being written; its text only grows.

    Args:
        composed: the answer by code.
        material: what was given to the model.
    """

    def __init__(self, composed: Answer, material: Material):
        self._composed = composed
        self._material = material
        self._citations: list[Citation] = []
        self._rows: list[str] = []
        self._said: list[str] = []
        self._kept: set[str] = set()

    @property
    def text(self) -> str:
        """What is verified so far, with its marks."""
        return "\n".join(self._rows)

    @property
    def statements(self) -> int:
        """How many statements were taken."""
        return len(self._said)

    def add(self, said: Verified) -> bool:
        """Take a statement; False where it says nothing new or there are enough."""
        if len(self._said) == MOST_STATEMENTS or repeats(said.text, self._told()):
            return False
        # A step of a list says little alone; its list stays, as composed.
        if said.passage.id[0] == "A" and is_step(said.text):
            return False
        if not self._rows:
            self._open(said)
        more, rests_on = self._goes_on(said)
        marked = [self._cite(row) for row in (*_cited(said), *rests_on)]
        mark = "".join(f"[{number}]" for number in dict.fromkeys(marked))
        sure = self._certainty(said)
        self._rows.append(f"{said.text}{more} {mark}{sure}".rstrip())
        self._said.append(said.text)
        return True

    def finish(self, written_by: WrittenBy, stopped: bool = False) -> Answer | None:
        """The answer; None where nothing was taken, and the composed one stands.

        Args:
            written_by: the model and the prompt.
            stopped: the asker wanted no more of it.
        """
        if not self._said:
            return None
        rows = [*self._rows, *self._left_of_core()]
        if also := self._left_of_also():
            rows += [f"{wording.ALSO}:", *also]
        if stopped:
            rows.append(wording.STOPPED)
        return self._composed.model_copy(
            update={
                "text": "\n".join(rows),
                "citations": tuple(self._citations),
                "written_by": written_by,
            }
        )

    def _open(self, said: Verified) -> None:
        """Begin with what was asked: the composed first line, unless the statement says it."""
        head = core(self._composed)[0][0]
        if not covers([head], [said.text]):
            self._keep(own_lines(self._composed)[0])

    def _goes_on(self, said: Verified) -> tuple[str, tuple[Citation, ...]]:
        """What a line beside the answer says after the sentence a statement says: said at once.

        Otherwise that line would stand below in whole, and its first sentence twice.
        """
        places = {_place(row) for row in said.passage.citations}
        for line in also_lines(self._composed):
            cited = tuple(self._composed.citations[number - 1] for number in marks(line))
            first, _, more = unmarked(line).removeprefix("・").partition("。")
            is_of_it = bool(more and places & {_place(row) for row in cited}) and not announces(
                more
            )
            if is_of_it and covers([f"{first}。"], [said.text]) and not covers([more], [said.text]):
                return more, cited
        return "", ()

    def _told(self) -> list[str]:
        return [unmarked(row) for row in self._rows]

    def _left_of_core(self) -> list[str]:
        """The lines of the composed answer that nobody has said yet, as composed."""
        told = self._told()
        return [
            self._renumbered(line)
            for block in blocks(own_lines(self._composed))
            if not covers(map(unmarked, block), told)
            for line in block
            if line not in self._kept and not self._stands_alone(line, block, told)
        ]

    def _stands_alone(self, line: str, block: list[str], told: list[str]) -> bool:
        """Whether a line is said, and the list under it needs no line that announces it."""
        is_head = line is block[0] and len(block) > 1
        return is_head and not announces(line) and covers([unmarked(line)], told)

    def _left_of_also(self) -> list[str]:
        told = self._told()
        return [
            self._renumbered(line)
            for line in also_lines(self._composed)
            if not covers([unmarked(line).removeprefix("・")], told, _BESIDE_SHARE)
        ]

    def _keep(self, line: str) -> None:
        self._kept.add(line)
        self._rows.append(self._renumbered(line))

    def _renumbered(self, line: str) -> str:
        """A composed line with the numbers its citations have here."""
        for number in sorted(set(marks(line)), reverse=True):
            cited = self._composed.citations[number - 1]
            line = line.replace(f"[{number}]", f"[\0{self._cite(cited)}]")
        return line.replace("\0", "")

    def _cite(self, citation: Citation) -> int:
        """The number of a citation; a place is cited once, with a quote that holds all of its own."""
        for at, known in enumerate(self._citations):
            if _place(known) == _place(citation) and (quote := self._both(known, citation)):
                self._citations[at] = known.model_copy(update={"quote": quote})
                return at + 1
        self._citations.append(citation)
        return len(self._citations)

    def _both(self, one: Citation, other: Citation) -> str | None:
        """The part of a passage from the first to the last of two quotes; None: not of one."""
        if other.quote in one.quote:
            return one.quote
        for passage in self._material.passages:
            text = passage.text
            mine = any(_place(row) == _place(one) for row in passage.citations)
            if mine and one.quote in text and other.quote in text:
                starts = text.index(one.quote), text.index(other.quote)
                ends = starts[0] + len(one.quote), starts[1] + len(other.quote)
                return text[min(starts) : max(ends)]
        return None

    def _certainty(self, said: Verified) -> str:
        """The mark of the composed answer once, and one at whatever is less than certain."""
        whole = next(filter(None, map(certainty_mark, own_lines(self._composed))), "")
        if (
            whole
            and not any(certainty_mark(row) for row in self._rows)
            and said.passage.id[0] == "A"
        ):
            return f" {whole}"
        if said.passage.certainty == wording.CERTAIN or said.passage.id[0] == "A":
            return ""
        checked = wording.CHECKED.format(date=japanese(said.passage.citations[0].as_of))
        return f"〔{said.passage.certainty}・{checked}〕"


def _place(citation: Citation) -> Citation:
    """Where a citation points to, whatever it quotes of it."""
    return citation.model_copy(update={"quote": ""})


def _cited(said: Verified) -> tuple[Citation, ...]:
    """What a statement rests on; of a passage, with the words the model pointed at."""
    if said.passage.id.startswith("A"):
        return said.passage.citations
    return tuple(row.model_copy(update={"quote": said.quote}) for row in said.passage.citations)
