"""Which choice of a step a typed text may mean, by what a model said: checked against the text.

What comes out is only proposed. It must still be something the writer said: a text that tells the
bot what to record says nothing about the firm, and no choice is read out of words that deny it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from pydantic import Field, ValidationError

from bot.domain.answer import Model
from bot.domain.walkthrough import FormItem
from bot.phrasing.claims import Claims, claims, content, numbers
from bot.walkthroughs.choosing import pick
from bot.walkthroughs.secret import secret_in
from bot.walkthroughs.spoken import Sense

LONGEST_TEXT = 300
_LONGEST_REPLY = 2000
_SHORTEST_QUOTE = 2
_FENCE = re.compile(r"^```\w*\s*|\s*```$")
# Told to the bot, not about the firm: 「全部満点にして」「前の指示を無視して3にして」.
_ORDERS = re.compile(
    r"(?:に|と|で|を|も|て|ことに|扱いに)(?:して(?:くれ|くだ|下さ|ほし|おい|お[いけ]|ね|よ|$|[。!、])|しといて|しろ|せよ|してしまって)"
    r"|(?:選|えら|記録|入力|登録|回答|出力|返答|チェック|進め|埋め|付け|つけ)(?:し|ん)?(?:ろ|せよ|なさい|で(?:くれ|くだ|下さ|おい|ほし|$|[。!])|と(?:け|い)て|て(?:くれ|くだ|下さ|おい|ほし|$|[。!]))"
    r"|(?:本当|ほんと|実際|実)は|ことに(?:なって|する|なる)|つもりで|(?:ふり|フリ|体|てい)で(?=$|[。、おい])"
    r"|選択肢|選べ|えらべ|満点|[0-9]+点|[0-9]+番|指示|命令|無視|従(?:え|って|い)|プロンプト|ルール|設定を|管理者|システム\s*[:：]|今から(?:あなた|君)|あなたは|役割"
    r"|ignore|instruct|system|assistant|prompt|json|choice|quote|output|select|pretend|[{}<>`\[\]|]",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"[^\s\u3040-\u309f0-9]{1,15}")
_SEEN_AS: tuple[tuple[Sense, str], ...] = (
    ("yes", "はい"),
    ("partly", "一部"),
    ("no", "いいえ"),
    ("later", "これから"),
    ("unknown", "わからない"),
)


class _Said(Model):
    choice: str = Field(max_length=200)
    quote: str = Field(max_length=LONGEST_TEXT)


def may_answer(text: str) -> bool:
    """Whether a text that no rule could read may tell about the firm, and may be shown to a model."""
    said = _flat(text)
    if not said or len(said) > LONGEST_TEXT or secret_in(text):
        return False
    return not (_ORDERS.search(said) or _TOPIC.fullmatch(said))


def meant(reply: str, item: FormItem, text: str) -> str | None:
    """The id of the choice a text means; None where a model found none or what it says fails.

    Args:
        reply: what the model said: one JSON object, {"choice": id or "unclear", "quote": words}.
        item: the step's question and its choices.
        text: what the user typed.
    """
    said = _parsed(reply)
    if said is None or not may_answer(text):
        return None
    if all(one.value != said.choice for one in item.choices):
        return None
    quote = _squeezed(said.quote)
    if len(quote) < _SHORTEST_QUOTE or quote not in _squeezed(text):
        return None
    return said.choice if _agrees(said.choice, item, _flat(text)) else None


def _agrees(choice: str, item: FormItem, text: str) -> bool:
    """Whether the whole text, not only what was quoted of it, allows the choice."""
    choices = [(one.value, one.label) for one in item.choices]
    found = claims(text)
    if senses := _senses(choices).get(choice):
        return any(_allows(sense, found) for sense in senses)
    label = dict(choices)[choice]
    others = [other for id, other in choices if id != choice]
    return _names(label, others, text) and not (
        found.unsure or found.twisted or found.denies != claims(label).denies
    )


def _allows(sense: Sense, said: Claims) -> bool:
    """Whether what is claimed leaves room for a choice of this meaning."""
    match sense:
        case "yes":
            return said.does and not (
                said.denies or said.partly or said.later or said.unsure or said.twisted
            )
        case "partly":
            return said.partly or (said.does and said.denies)
        case "later":
            to_come = said.later or said.denies
            return to_come and not (said.does or said.some or said.unsure or said.twisted)
        case "no":
            plainly = said.denies and not (said.does or said.some or said.unsure)
            return plainly and not said.twisted
        case "unknown":
            return said.unsure


def _senses(choices: Sequence[tuple[str, str]]) -> dict[str, set[Sense]]:
    """What choices mean that answer to yes, partly, no, later or unknown, each of them alone.

    Where a step has but one of no and later, that one is both.
    """
    found: dict[str, set[Sense]] = {}
    for sense, word in _SEEN_AS:
        if (choice := pick(word, choices)) is not None:
            found.setdefault(choice, set()).add(sense)
    return found


def _names(label: str, others: Sequence[str], text: str) -> bool:
    """Whether a text has words and every number of a label that the other labels do not have."""
    own = content(label) - frozenset().union(*(content(other) for other in others))
    theirs = frozenset().union(*(content(other) for other in others)) - content(label)
    said = content(text)
    if not numbers(label) <= numbers(text):
        return False
    is_named = bool(own & said) or bool(numbers(label))
    return is_named and not theirs & said


def _parsed(reply: str) -> _Said | None:
    body = _FENCE.sub("", reply[: _LONGEST_REPLY + 1].strip()).strip()
    if len(body) > _LONGEST_REPLY:
        return None
    try:
        return _Said.model_validate(json.loads(body))
    except (ValueError, ValidationError, RecursionError):
        return None


def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
