"""An answer leads on to the walkthrough it is about."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.bot.asking import Ask

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("自社診断の3つのPartとは", "自社診断を始める"),
        ("基本方針のサンプルはある？", "基本方針を作る"),
        ("★一つ星を宣言するには何をすればいいですか", "★を始める"),
        ("★★二つ星を宣言する手順", "★★を始める"),
    ],
)
def test_the_first_choice_is_to_begin(ask_shipped: Ask, question: str, offered: str) -> None:
    answer = ask_shipped(question, TODAY)
    assert (answer.choices[0].label, answer.choices[0].question) == (offered, offered)


def test_an_answer_about_something_else_offers_nothing_to_begin(ask_shipped: Ask) -> None:
    answer = ask_shipped("GビズIDプライムとは", TODAY)
    assert all("始める" not in choice.label for choice in answer.choices)
