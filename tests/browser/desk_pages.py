"""An archivist's browser: logged in by the form, on the small archive of `tests.factories`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User

from documents.roles import create_roles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

PASSWORD = "water-over-stones"


class Desks:
    """Opens desks; `errors` collects what any of their consoles shows."""

    def __init__(self, browser: Browser, live_server: LiveServer) -> None:
        self.browser, self.live_server = browser, live_server
        self.contexts: list[Any] = []
        self.errors: list[str] = []

    def open(self, username: str = "甲方", role: str = "archivist", width: int = 1280, **options: Any) -> Page:
        """A browser in which this person has logged in and sees the desk."""
        create_roles()
        user, new = User.objects.get_or_create(username=username, defaults={"is_staff": True})
        if new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(Group.objects.get(name=role))
        page = self.page(width, **options)
        page.goto("/admin/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.click("input[type=submit]")
        page.get_by_role("heading", name="工作台", exact=True).wait_for()
        return page

    def page(self, width: int = 1280, **options: Any) -> Page:
        """A browser in which nobody has logged in."""
        context = self.browser.new_context(
            base_url=self.live_server.url, locale="zh-CN", viewport={"width": width, "height": 900}, **options
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: self.errors.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def press(page: Page, key: str) -> None:
    """Press a key that decides or moves on, and wait until the next quotation has come."""
    page.wait_for_load_state()  # the words stand before the script listens for keys
    with page.expect_response(lambda answer: "/admin/review/" in answer.url):
        page.keyboard.press(key)
    page.locator("#review-item:not([aria-busy])").wait_for()


def words(page: Page) -> str:
    """The quotation that is under review."""
    return page.locator("#review-paragraph .q").inner_text()
