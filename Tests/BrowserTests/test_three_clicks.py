# SPDX-License-Identifier: Apache-2.0
"""A new reader with a question: on a phone, without script, from the home page to the answer in at most three clicks."""

import pytest
from playwright.sync_api import expect

QUESTIONS = {
    "my selfie check failed twice, what now?": (
        ["My selfie or face check failed: what now?"],
        ["Do not press “try again” yet.", "It failed again? Stop. A person should look at it.", "Our own caution is this: no more than two tries for one cause"]),
    "is this site the exchange?": (
        ["Is this site the exchange?"], ["No. This site is independent and belongs to no exchange."]),
    "what will it cost me?": (
        ["What will it cost me?"], ["You pay in up to four places.", "The live table of the exchange is the final source."]),
    "my name is spelt differently on my passport": (
        ["My name is spelt differently on my passport"],
        ["Yes, it is. Your passport may write it in another way than you do.",
         "The printed Latin line of the document that you send is what counts here."]),
}

# Another way to the same answer, for somebody who begins at the bar instead of the list.
FROM_THE_BAR = {
    "my selfie check failed twice, what now?": (
        ["When something failed", "The face check failed: what now?", "A person should look at it"], ["Ask for it inside the app"]),
    "is this site the exchange?": (["Questions people ask", "Is this site the exchange?"], ["No. This site is independent"]),
    "what will it cost me?": (["Fees", "What will trading cost me?"], ["You pay in up to four places."]),
    "my name is spelt differently on my passport": (
        ["Questions people ask", "My passport spells my name differently. Which spelling counts?"],
        ["The printed Latin spelling on the document that you send."]),
}

WAYS = [(question, *way) for ways in (QUESTIONS, FROM_THE_BAR) for question, way in ways.items()]


@pytest.fixture
def phone(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/")
    yield page
    context.close()


@pytest.mark.parametrize("question, links, sentences", WAYS, ids=[f"{way[0]} by {way[1][0]}" for way in WAYS])
def test_the_answer_is_at_most_three_clicks_away(phone, question, links, sentences):
    assert 1 <= len(links) <= 3
    for words in links:
        phone.get_by_role("link", name=words, exact=True).first.click()
    for sentence in sentences:
        expect(phone.locator("main").get_by_text(sentence).first).to_be_visible()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_first_click_is_on_the_first_screen_or_one_thumb_below(phone, question):
    first = phone.get_by_role("link", name=QUESTIONS[question][0][0], exact=True).first
    assert first.bounding_box()["y"] < 2 * 844


@pytest.mark.parametrize("path", ["/fix/face-check-failed/", "/fees/how-fees-work/", "/fix/name-mismatch/", "/faq/is-this-the-exchange/"])
def test_the_answer_begins_on_the_first_screen(phone, site, path):
    phone.goto(site + path)
    answer = phone.locator("main .lead, main .answered p").first
    box = answer.bounding_box()
    assert box["y"] + box["height"] < 844
