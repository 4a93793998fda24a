"""Several questions in one message: each is answered by itself, in the order asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot import wording
from bot.domain.answer import Answer, Certainty, Citation
from bot.domain.conversation import Conversation

# More in one message are rarely separate questions, and an answer to each would fill the screen.
MOST = 3
_SHORTEST = 5
_ENDS = re.compile(r"(?<=[。？?！!\n])")
_ASKS = re.compile(
    r"[？?]|(何|なに|なん|いつ|どこ|どう|どれ|どの|いくら|誰|だれ|なぜ|教えて|おしえて|知りたい)"
    r"|(か|かな|かね|かしら|の|っけ)[。！!\s]*$"
)
Ask = Callable[[str, Conversation], Answer]
_NEXT = re.compile(r"^(?:それと|それから|あと|また|ついでに|もうひとつ|もう一つ)、?")
_MARK = re.compile(r"\[([0-9]+)\]")
_SURENESS: tuple[Certainty, ...] = ("確定", "未確認情報", "不明")


def questions_in(message: str) -> list[str]:
    """The questions of a message, what was told before one kept with it; one if it is one."""
    found: list[str] = []
    told = ""
    for piece in (piece.strip() for piece in _ENDS.split(message)):
        told = f"{told}{piece}"
        if len(piece) >= _SHORTEST and _ASKS.search(piece):
            found.append(_NEXT.sub("", told))
            told = ""
    if told and found:
        found[-1] += told
    return found if 1 < len(found) <= MOST else [message]


def answer(
    message: str,
    conversation: Conversation,
    ask: Ask,
    leans: Callable[[str, Conversation], bool],
) -> Answer:
    """The answer to a message, which may hold several questions.

    One answer to the whole is kept where it rests on what each question would be answered from,
    and where a question makes sense in the message only.

    Args:
        ask: answers one question, given what was said before it.
        leans: whether one cannot be understood without that.
    """
    whole = ask(message, conversation)
    asked = questions_in(message)
    if len(asked) == 1 or whole.rule is not None or whole.kind not in ("answered", "unknown"):
        return whole
    before = Conversation(subject=asked[0])
    if any(leans(question, before) for question in asked[1:]):
        return whole
    answers = [ask(asked[0], conversation), *(ask(one, Conversation()) for one in asked[1:])]
    return whole if _is_enough(whole, answers) else together(asked, answers)


def _is_enough(whole: Answer, answers: Sequence[Answer]) -> bool:
    if any(one.rule is not None or one.kind in ("clarify", "declined") for one in answers):
        return True
    if whole.kind == "unknown":
        return all(one.kind == "unknown" for one in answers)
    mains = [one.citations[0] for one in answers if one.kind == "answered" and one.citations]
    if len(mains) < len(answers) or len(set(mains)) < len(mains):
        return True
    return whole.citations[0] in mains and all(main in whole.citations for main in mains)


def together(questions: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """One answer of several, each under its question, without what was merely worth knowing.

    The sources are numbered through. What can follow is taken from each by turns.
    """
    texts: list[str] = []
    citations: list[Citation] = []
    for question, answer in zip(questions, answers, strict=True):
        text = _renumbered(_main_part(answer.text), answer.citations, citations)
        texts.append(f"{wording.ONE_OF_SEVERAL.format(question=_shown(question))}\n{text}")
    choices = [choice for answer in answers for choice in answer.choices[:2]]
    return Answer(
        kind="answered" if any(one.kind == "answered" for one in answers) else answers[0].kind,
        text="\n\n".join(texts),
        certainty=max((one.certainty for one in answers), key=_SURENESS.index),
        citations=tuple(citations),
        choices=tuple({choice.question: choice for choice in choices}.values()),
        subject=answers[-1].subject,
    )


def _main_part(text: str) -> str:
    return text.partition(f"\n{wording.ALSO}:")[0]


def _renumbered(text: str, mine: Sequence[Citation], shared: list[Citation]) -> str:
    """The text with the marks of its own sources as those of the shared list, which grows."""

    def number(match: re.Match[str]) -> str:
        position = int(match.group(1)) - 1
        if not 0 <= position < len(mine):
            return match.group()
        if mine[position] not in shared:
            shared.append(mine[position])
        return f"[{shared.index(mine[position]) + 1}]"

    return _MARK.sub(number, text)


def _shown(question: str) -> str:
    return question.strip().rstrip("。？?！!\n")
