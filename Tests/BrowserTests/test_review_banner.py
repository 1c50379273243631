# SPDX-License-Identifier: Apache-2.0
"""A page that becomes overdue after it was built, as its readers meet it."""

import datetime

import pytest
from playwright.sync_api import expect

GUIDE = "/guides/face-verification/"


@pytest.fixture
def open_guide(browser, site):
    """Opens the guide at a moment; gives the page and what its console complained about."""
    contexts = []

    def open_guide(moment=None, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        if moment:
            page.clock.set_fixed_time(moment)
        page.goto(site + GUIDE, wait_until="load")
        return page, complaints

    yield open_guide
    for context in contexts:
        context.close()


def banner(page):
    return page.locator(".banner[data-due]")


@pytest.fixture
def due(open_guide):
    page, _ = open_guide()
    return datetime.date.fromisoformat(banner(page).get_attribute("data-due"))


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Honolulu"])
def test_a_page_shows_its_banner_from_the_day_after_its_day_wherever_it_is_read(open_guide, due, zone):
    last = datetime.datetime.combine(due, datetime.time(23, 59, 59), datetime.timezone.utc)
    page, complaints = open_guide(last, timezone_id=zone)
    expect(banner(page)).to_be_hidden()
    page, complaints = open_guide(last + datetime.timedelta(seconds=1), timezone_id=zone)
    expect(banner(page)).to_be_visible()
    expect(banner(page)).to_contain_text("Overdue")
    assert not complaints


def test_without_script_the_day_is_there_to_read(open_guide, due):
    page, _ = open_guide(java_script_enabled=False)
    expect(banner(page)).to_be_hidden()
    day = page.locator(f".note time[datetime='{due.isoformat()}']")
    expect(day).to_be_visible()
    expect(day).to_have_text(f"{due.day} {due:%B %Y}")
