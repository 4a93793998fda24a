"""The web page of the stand-in, as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

CLIENT_CHANNEL = "ほしぞら製作所"
OFFICE_CHANNEL = "事務所-全体"
CLIENT = "田中 太郎"
STAFF = "佐藤 花子"
BOT = "ほしみち"

# The stand-in is made for wide windows: on a phone only the open thread is left of it.
_THREAD_ALONE = """
.topbar, .sidebar, .main, .thread-resize-handle { display: none !important }
.thread-pane { width: 100% !important }
"""


class Office:
    """The page, opened by one person.

    Args:
        page: at the stand-in's address.
    """

    def __init__(self, page: Page):
        self.page = page
        self.thread = page.locator(".thread-pane")
        self.home = page.locator(".home")
        self.form = page.locator(".modal")

    def act_as(self, person: str) -> None:
        """Go on as another person."""
        self.page.locator(".actas select").select_option(label=person)

    def enter(self, channel: str) -> None:
        """Open a channel."""
        self.page.locator(".sidebar-item", has_text=channel).click()

    def ask(self, question: str, channel: str = CLIENT_CHANNEL) -> Locator:
        """Mention the bot as people do, open the thread, and give its answer."""
        self.enter(channel)
        box = self.page.locator(".main .composer-input")
        box.click()
        box.press_sequentially("@")
        self.page.locator(".mention-option", has_text=BOT).click()
        box.press_sequentially(question)
        box.press("Enter")
        asked = self.page.locator(".main .msg", has_text=question).last
        asked.locator(".thread-summary").click()
        # Opened when the first answer is there, which then stands below the question.
        return self.answer(0)

    def say_in_thread(self, text: str) -> None:
        """Write into the open thread."""
        box = self.thread.locator(".composer-input")
        box.fill(text)
        box.press("Enter")

    def answer(self, number: int) -> Locator:
        """A message of the bot in the open thread, once it is there."""
        found = self.thread.locator(".msg", has=self.page.locator(".badge-app")).nth(number)
        expect(found).to_be_visible()
        return found

    def open_home(self) -> Locator:
        """The bot's Home, asked for anew."""
        self.enter(OFFICE_CHANNEL)
        self.page.locator(".sidebar-item", has_text=f"🏠 {BOT}").click()
        expect(self.home.locator(".blocks")).to_be_visible()
        return self.home

    def widen_thread(self, by: int) -> None:
        """Drag the edge of the thread to the left."""
        edge = self.page.locator(".thread-resize-handle").bounding_box()
        assert edge is not None
        self.page.mouse.move(edge["x"] + edge["width"] / 2, edge["y"] + 200)
        self.page.mouse.down()
        self.page.mouse.move(edge["x"] - by, edge["y"] + 200, steps=4)
        self.page.mouse.up()

    def on_a_phone(self) -> None:
        """The open thread alone, as wide as a phone."""
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.add_style_tag(content=_THREAD_ALONE)

    def press(self, where: Locator, label: str) -> None:
        """Press a button by what it says."""
        where.locator(".bk-button", has_text=label).first.click()
