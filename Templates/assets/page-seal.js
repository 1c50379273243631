// SPDX-License-Identifier: Apache-2.0
// From here on nothing leaves this page: called when all is loaded, before the first picture. It holds until the page is left.
//
// Goals, in order: (1) no request: a content security policy that is added late counts from then on, for workers that the page
// makes afterwards as well, and no script can take it back; (2) nothing kept: the browser's stores are out of reach; (3) no
// script opens or leads anywhere else; the reader's own clicks do. What it cannot do is in decision record 0021.

const policy =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'none'; worker-src blob:; form-action 'none'; base-uri 'none'";

/** Ways out and stores that no policy covers. */
const closed = new Map([
  [globalThis, [
    "localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore", "open", "BroadcastChannel", "SharedWorker",
    "RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport",
  ]],
  [navigator, ["storage", "serviceWorker", "sendBeacon"]],
  [document, ["cookie"]],
  [document.documentElement, ["click"]],
]);

const frames = "iframe, frame, object, embed";

let isSealed = false;

/** Seals the page; a second time changes nothing. */
export async function seal() {
  if (isSealed) return;
  isSealed = true;
  await pictures();
  document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: policy }));
  for (const [holder, names] of closed) names.forEach((name) => remove(holder, name));
  globalThis.navigation?.addEventListener("navigate", (event) => {
    if (event.cancelable && !event.userInitiated && !event.hashChange) event.preventDefault();
  });
  addEventListener("click", (event) => { if (!event.isTrusted) event.preventDefault(); }, { capture: true });
  // A frame would come with stores and ways out of its own.
  new MutationObserver(() => document.querySelectorAll(frames).forEach((frame) => frame.remove()))
    .observe(document, { childList: true, subtree: true });
}

/** The page's own pictures, which could not be loaded any more later. One that fails is no reason to wait. */
async function pictures() {
  await Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  }));
}

function remove(holder, name) {
  for (let object = holder; object; object = Object.getPrototypeOf(object)) Reflect.deleteProperty(object, name);
}
