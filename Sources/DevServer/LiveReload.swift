// SPDX-License-Identifier: Apache-2.0
// The script that keeps an open page up to date. Only served pages have it: nothing of it is ever published.
//
// It comes from the server's own address, which the pages' content security policy allows already ('self'), so that no page
// is served with a wider policy than it is published with. It asks and waits (a long poll): each page names its address and
// the revision that it was served in, so no edit is missed between two questions, and a page is loaded again only when its
// own bytes are others. Those name every asset by its digest, so a page changes when its style does.

import SiteModel

enum LiveReload {
  /// All addresses of the server's own begin so; no page of a site can.
  static let folder = "/__guidelight/"
  static let scriptPath = "/__guidelight/reload.js"
  static let newsPath = "/__guidelight/news"
  static let faultsPath = "/__guidelight/faults"

  /// The page with the script.
  ///
  /// - Parameter revision: the state of the site in which it is served.
  static func addScript(to page: [UInt8], revision: Int, hasFaults: Bool) -> [UInt8] {
    let script =
      "<script src=\"\(scriptPath)\" data-revision=\"\(revision)\" data-faults=\"\(hasFaults)\" async></script>\n"
    let end = lastIndex(of: Array("</body>".utf8), in: page) ?? page.count
    return Array(page[..<end]) + script.utf8 + page[end...]
  }

  private static func lastIndex(of part: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= part.count else { return nil }
    return (0...bytes.count - part.count).reversed().first { bytes[$0..<$0 + part.count].elementsEqual(part) }
  }

  static func text(_ news: LiveSite.News) -> String {
    "{\"revision\":\(news.revision),\"outdated\":\(news.isOutdated),\"faults\":\(news.hasFaults)}\n"
  }

  static let script = """
    // Keeps this page up to date; served by `guidelight serve`, never published.
    (() => {
      const { revision, faults } = document.currentScript.dataset;
      const kept = history.state?.guidelight;
      if (kept) {
        history.replaceState({ ...history.state, guidelight: undefined }, "");
        const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
        back();
        if (document.readyState !== "complete") addEventListener("load", back, { once: true });
      }

      function reload() {
        history.replaceState({ ...history.state, guidelight: { x: scrollX, y: scrollY } }, "");
        location.reload();
      }

      async function showFaults(areThere) {
        const part = areThere ? await (await fetch("\(faultsPath)", { cache: "no-store" })).text() : "";
        document.getElementById("guidelight-faults")?.remove();
        if (!part) return;
        const host = document.createElement("div");
        host.id = "guidelight-faults";
        host.attachShadow({ mode: "open" }).innerHTML = part;
        document.body.append(host);
      }

      // A page that the live check has sealed can ask for nothing any more; it follows edits again once it is loaded anew.
      let isSealed = false;
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => { isSealed ||= effectiveDirective === "connect-src"; });

      async function follow(seen) {
        let isLost = false;
        while (!isSealed) {
          try {
            const question = new URLSearchParams({ page: location.pathname, seen: isLost ? -1 : seen });
            const reply = await fetch(`\(newsPath)?${question}`, { cache: "no-store" });
            if (!reply.ok) throw new Error(reply.statusText);
            const news = await reply.json();
            if (news.outdated || isLost) return reload();
            if (news.revision !== seen) await showFaults(news.faults);
            seen = news.revision;
          } catch {
            // The server has ended, or starts anew: this page may be of another run.
            isLost = true;
            await new Promise((resolve) => setTimeout(resolve, 1000));
          }
        }
      }

      const isFaultPage = document.body.classList.contains("alone");
      const shown = faults === "true" && !isFaultPage ? showFaults(true).catch(() => {}) : Promise.resolve();
      shown.then(() => follow(Number(revision)));
    })();

    """
}
