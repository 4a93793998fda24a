"""What people see and press, from the page down to the shipped knowledge."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot import wording
from tests.e2e.office import CLIENT, STAFF, Office

Picture = Callable[[Page, str], None]
CONSULTED = wording.CONSULT_ASKED.format(consultant=f"@{STAFF}")


def test_a_mention_is_answered_in_its_thread_with_sources(office: Office, picture: Picture) -> None:
    office.page.set_viewport_size({"width": 1280, "height": 1010})
    answer = office.ask("デジタル化・AI導入補助金に★は必要ですか")
    expect(answer.locator("strong").first).to_contain_text("はい")
    expect(answer).to_contain_text("[1]")
    expect(answer).to_contain_text("時点のお答え")
    expect(answer.locator(".bk-context", has_text=wording.SOURCES)).to_be_visible()
    expect(answer.locator("a", has_text="it-shien.smrj.go.jp").first).to_be_visible()
    expect(answer.locator(".bk-button", has_text=wording.CONSULT)).to_be_visible()
    office.widen_thread(320)
    office.thread.locator(".thread-body").evaluate("body => body.scrollTo(0, 0)")
    picture(office.page, "answer")


def test_an_answer_fits_a_phone(office: Office, picture: Picture) -> None:
    answer = office.ask("★と★★の違いは？")
    office.on_a_phone()
    answer.evaluate("message => message.scrollIntoView()")
    picture(office.page, "phone")
    for part in answer.locator(".bk-text, .bk-context, .bk-button").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_thread_goes_on_without_a_mention(office: Office) -> None:
    office.ask("★★二つ星とは何ですか")
    office.say_in_thread("費用はかかりますか？")
    expect(office.answer(1)).to_contain_text("無料")


def test_a_choice_answers_what_it_says(office: Office) -> None:
    choice = "東京都 サイバーセキュリティ対策促進助成金"
    question = office.ask("締切はいつですか？")
    office.press(question, choice)
    expect(office.answer(1)).to_contain_text("サイバーセキュリティ対策促進助成金")
    expect(office.answer(1)).to_contain_text(wording.SOURCES)


def test_feedback_is_thanked_for(office: Office) -> None:
    answer = office.ask("自己宣言IDとは何ですか")
    office.press(answer, wording.HELPFUL)
    expect(office.thread).to_contain_text(wording.THANKS)
    office.press(answer, wording.NOT_HELPFUL)
    expect(office.thread).to_contain_text(wording.SORRY)


def test_what_could_not_be_answered_waits_on_the_home_of_staff(office: Office) -> None:
    question = "複合機のリース契約を途中でやめられますか"
    answer = office.ask(question)
    expect(answer).to_contain_text(wording.UNKNOWN.split("。")[0])
    office.act_as(STAFF)
    expect(office.open_home()).to_contain_text(question)


def test_a_consultation_goes_from_the_client_to_the_consultant_and_back(
    office: Office, picture: Picture
) -> None:
    question = "25問の自社診断は何分かかりますか"
    answer = office.ask(question)
    office.press(answer, wording.CONSULT)
    expect(office.answer(1)).to_contain_text(CONSULTED)
    expect(office.answer(1)).to_contain_text(question)
    office.press(answer, wording.CONSULT)
    expect(office.answer(2)).to_contain_text(wording.ALREADY_CONSULTED)

    office.act_as(STAFF)
    home = office.open_home()
    expect(home).to_contain_text(wording.HOME_CONSULTATIONS)
    waiting = home.locator(".bk-section", has_text=question)
    expect(waiting).to_contain_text("株式会社ほしぞら製作所")
    office.page.set_viewport_size({"width": 1280, "height": 560})
    picture(office.page, "home")
    office.press(waiting, wording.SOLVE)
    expect(office.open_home().locator(".bk-section", has_text=question)).to_have_count(0)
    office.act_as(CLIENT)
    office.enter("ほしぞら製作所")
    office.page.locator(".main .msg", has_text=question).locator(".thread-summary").click()
    expect(office.answer(3)).to_contain_text(wording.SOLVED)


def test_staff_finds_the_form_that_binds_a_client(office: Office, picture: Picture) -> None:
    office.act_as(STAFF)
    office.press(office.open_home(), wording.SETUP_BUTTON)
    expect(office.form.locator(".modal-title")).to_have_text(wording.SETUP_TITLE)
    office.form.locator(".bk-plain-input").fill("株式会社ほしぞら製作所")
    for label in (wording.SETUP_COMPANY, wording.SETUP_CONSULTANT, wording.SETUP_CHANNEL):
        expect(office.form.locator(".bk-label", has_text=label)).to_be_visible()
    office.page.set_viewport_size({"width": 1280, "height": 640})
    picture(office.page, "setup")
    # The stand-in cannot choose people: what is missing is said at its field.
    office.form.locator(".modal-btn.primary").click()
    expect(office.form).to_contain_text(wording.CONSULTANT_MISSING)
    # The stand-in shows one form to everybody until it is closed.
    office.form.locator(".modal-btn", has_text=wording.CANCEL).click()
    expect(office.form).to_have_count(0)


def test_a_button_on_the_home_starts_a_talk_in_the_own_dm(office: Office) -> None:
    office.act_as(STAFF)
    label, question = wording.STARTERS[1]
    office.press(office.open_home(), label)
    office.enter(STAFF)
    expect(office.page.locator(".main .msg").last).to_contain_text(question)
    expect(office.page.locator(".main .msg").last).to_contain_text(wording.SOURCES)


def test_the_command_answers_in_the_channel(office: Office) -> None:
    office.enter("事務所-全体")
    box = office.page.locator(".main .composer-input")
    box.fill("/hoshi ★一つ星は無料ですか")
    box.press("Enter")
    expect(office.page.locator(".main .msg").last).to_contain_text("★一つ星は無料ですか")
    expect(office.page.locator(".main .msg").last).to_contain_text(wording.SOURCES)
