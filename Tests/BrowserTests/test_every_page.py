# SPDX-License-Identifier: Apache-2.0
"""Every page of the site before axe-core, in light and dark, and on narrow screens. A test looks at all of them before it fails."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.fixture(scope="module")
def addresses(browser, site):
    """The path of each page that the sitemap lists, and of one that is not there."""
    context = browser.new_context()
    listed = re.findall(r"<loc>([^<]+)</loc>", context.request.get(site + "/sitemap.xml").text())
    context.close()
    assert len(listed) > 100
    return sorted(urlsplit(address).path for address in listed) + ["/no-such-page/"]


@pytest.fixture
def visit(browser, site, addresses):
    """Runs axe-core on every page and returns what it found, page by page."""
    contexts = []

    def visit(scheme, options=None):
        contexts.append(browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        found = []
        for path in addresses:
            page.goto(site + path)
            response = Axe().run(page, options=options).response
            assert response["passes"], f"axe-core looked at nothing on {path}"
            found += [
                f"{path}: {fault['id']} at {' '.join(map(str, node['target']))}"
                for fault in response["violations"] for node in fault["nodes"]]
        return found

    yield visit
    for context in contexts:
        context.close()


def test_axe_finds_nothing_on_any_page(visit):
    found = visit("light")
    assert not found, "\n".join(found)


def test_contrast_is_enough_in_the_dark_on_every_page(visit):
    found = visit("dark", {"runOnly": ["color-contrast"]})
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width, text", [(320, "106.25%"), (360, "212.5%")], ids=["a narrow screen", "text twice as large"])
def test_no_page_has_to_be_moved_sideways(browser, site, addresses, width, text):
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    wide = []
    for path in addresses:
        page.goto(site + path)
        page.evaluate("text => { document.documentElement.style.fontSize = text; }", text)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    context.close()
    assert not wide, "\n".join(wide)
