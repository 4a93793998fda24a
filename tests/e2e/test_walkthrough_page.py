"""A walkthrough on the page: one question at a time, in one message."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot import wording
from bot.walkthroughs import words
from tests.e2e.office import STAFF, Office

Picture = Callable[[Page, str], None]
FULLY = "実施している"


def test_the_self_check_goes_question_by_question(office: Office, picture: Picture) -> None:
    office.page.set_viewport_size({"width": 1280, "height": 760})
    screen = office.ask("自社診断を始める")
    expect(screen).to_contain_text("拠点・部署")
    office.press(screen, words.SKIP)
    expect(screen).to_contain_text("答え方")
    office.press(screen, words.NEXT)
    expect(screen).to_contain_text("2 / ")
    office.press(screen, FULLY)
    expect(screen).to_contain_text(FULLY)
    expect(screen).to_contain_text("3 / ")
    # A question in the middle is answered, and the step shown again below.
    office.say_in_thread("★一つ星は無料ですか")
    expect(office.answer(1)).to_contain_text(wording.SOURCES)
    again = office.answer(2)
    expect(again).to_contain_text("3 / ")
    # Somebody else goes on.
    office.act_as(STAFF)
    office.press(again, FULLY)
    expect(again).to_contain_text("4 / ")
    expect(again.locator(".bk-button", has_text=wording.WALK_FORM)).to_be_visible()
    office.widen_thread(280)
    again.evaluate("message => message.scrollIntoView()")
    picture(office.page, "walkthrough")


def test_a_part_is_filled_in_at_once(office: Office) -> None:
    screen = office.ask("大阪支店の自社診断を始める")
    again = screen.locator(".bk-button", has_text=words.NEW_SHEET)
    expect(screen.locator(".bk-button").first).to_be_visible()
    if again.count():
        again.first.click()
    expect(screen).to_contain_text("拠点・部署")
    office.press(screen, words.SKIP)
    expect(screen).to_contain_text("答え方")
    office.press(screen, words.NEXT)
    expect(screen).to_contain_text("2 / ")
    office.press(screen, wording.WALK_FORM)
    expect(office.form.locator(".modal-title")).to_have_text(wording.WALK_FORM)
    questions = office.form.locator(".bk-input")
    for number in range(questions.count()):
        questions.nth(number).locator("label", has_text=FULLY).first.click()
    office.form.locator(".modal-btn", has_text=wording.WALK_FORM_SUBMIT).click()
    expect(office.form).to_have_count(0)
    expect(screen).to_contain_text(wording.WALK_FORM_SENT.split("。")[0])
    expect(office.answer(1)).to_contain_text("7 / ")
