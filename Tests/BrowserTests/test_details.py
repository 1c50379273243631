# SPDX-License-Identifier: Apache-2.0
"""The forms for details and retries as a reader meets them in headless Chromium."""

import json
import subprocess

import pytest
from playwright.sync_api import expect

from conftest import COMMAND

GUIDE = "/guides/face-verification/"
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C46UTO7408122F1204159ZE184226B<<<<<10"


@pytest.fixture
def open_page(browser, site):
    """Opens the guide; remembers requests and complaints."""
    contexts = []

    def open_page(**options):
        context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
        contexts.append(context)
        page = context.new_page()
        page.requested, page.complaints = [], []
        context.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(site + GUIDE)
        return page

    yield open_page
    for context in contexts:
        context.close()


def fill(page, **values):
    page.locator("details-check").get_by_role("button", name="Compare here").click()
    for name, value in values.items():
        page.locator(f"details-check [name={name.replace('_', '-')}]").fill(value)


def compare(page):
    page.locator("details-check").get_by_role("button", name="Compare").click()
    expect(page.locator("details-check .results li")).to_have_count(4)
    return page.evaluate("document.querySelector('details-check').lastReport")


def test_differing_letters_are_marked_and_the_number_is_never_repeated(open_page):
    page = open_page()
    fill(page, account_given="Anna Maria", account_family="Erikson", document_given="Anna Maria", document_family="Eriksson", mrz=ZONE)
    report = compare(page)
    form = page.locator("details-check")
    assert form.locator("mark").all_inner_texts() == ["s"]
    outcome = form.locator(".results").inner_text()
    assert "Line 2, characters 1–10" in outcome and "L898902C" not in outcome and "L898902C" not in report
    expect(form.locator("[role=status]")).to_have_text("Correct the name before you try. As it stands, it is another name than the one on your document.")
    rings = dict(page.eval_on_selector_all("a[data-check]", "links => links.map(link => [link.dataset.check, link.dataset.state])"))
    assert rings["name-consistency"] == "strong" and rings["sharpness"] is None
    assert page.complaints == []


def test_the_page_and_the_command_give_the_same_bytes(open_page):
    page = open_page()
    fill(page, account_given="Søren", account_family="Østergård", document_given="SOEREN", document_family="OESTERGAARD", mrz=ZONE)
    report = compare(page)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    values = f"account-given: Søren\naccount-family: Østergård\ndocument-given: SOEREN\ndocument-family: OESTERGAARD\nasked:\nexpires:\nmrz:\n{ZONE}"
    run = subprocess.run([COMMAND, "check", "identity", "--json", "--today", today, "--values", "-"], input=values, capture_output=True, text=True)
    assert run.stdout.rstrip("\n") == report


def test_nothing_is_offered_to_be_completed_stored_or_sent(open_page, site):
    page = open_page()
    before = len(page.requested)
    fill(page, account_given="Secretgiven", account_family="Secretfamily", document_given="X", document_family="Y", mrz=ZONE)
    compare(page)
    controls = page.eval_on_selector_all("details-check :is(input, select, textarea)", "all => all.map(one => [one.autocomplete, one.spellcheck])")
    assert len(controls) == 7 and all(completion == "off" and not spelling for completion, spelling in controls)
    assert all(url.startswith(f"{site}/") and "Secret" not in url for url in page.requested[before:])
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, location.href]") == [0, 0, "", site + GUIDE]
    page.locator("details-check").get_by_role("button", name="Clear").click()
    assert page.locator("details-check [name=account-given]").input_value() == ""
    assert page.locator("details-check .results").count() == 0
    assert page.locator("a[data-check=name-consistency][data-state]").count() == 0


def test_the_order_of_retries_is_followed_step_by_step(open_page):
    page = open_page()
    form = page.locator("retry-order")
    form.get_by_role("button", name="Begin").click()
    for choice, advice in [
        ("Name, document and picture are in order", "Make one careful try."),
        ("It failed because of the light", "Change the light"),
        ("I have changed it", "once more before you try"),
        ("Name, document and picture are in order", "Wait half an hour"),
        ("The waiting time is over", "before you try"),
        ("Name, document and picture are in order", "Make one careful try."),
        ("It failed because of the light", "Change one thing, once"),
        ("It failed without a reason", "Ask for a person"),
        ("It is not my own account or document", "You may only verify yourself"),
    ]:
        form.get_by_role("button", name=choice, exact=True).click()
        expect(form.locator("[role=status]")).to_contain_text(advice)
    assert form.get_by_role("button").all_inner_texts() == ["Start again"]
    assert json.loads(page.evaluate("document.querySelector('retry-order').lastReport"))["state"] == "stop"
    assert page.complaints == []


def test_without_scripts_the_same_advice_is_there_as_text(open_page):
    page = open_page(java_script_enabled=False)
    assert "lay your document beside the screen" in page.locator("details-check").inner_text()
    assert "Do not repeat the try at once" in page.locator("retry-order").inner_text()
    assert page.locator("form").count() == 0
