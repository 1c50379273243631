// SPDX-License-Identifier: Apache-2.0
// Files of this site as bytes: loaded once, with progress, proved by their digest, going on where a lost connection stopped.

/** By address: what has come so far of files that are not whole yet. */
const unfinished = new Map();
/** By address: the promise of the whole file. */
const files = new Map();

/**
 * The bytes of a file. A file that failed is tried again by the next call, from where it broke off.
 *
 * integrity: as of Subresource Integrity, with SHA-384; onProgress: called with the number of bytes that are there.
 */
export function load(url, { integrity = "", onProgress = () => {}, signal } = {}) {
  if (!files.has(url)) {
    const file = download(url, integrity, onProgress, signal);
    files.set(url, file);
    file.catch(() => files.delete(url));
  }
  return files.get(url);
}

export async function loadText(url, options) {
  return new TextDecoder("utf-8", { fatal: true }).decode(await load(url, options));
}

async function download(url, integrity, onProgress, signal) {
  // Without digests of its own (a page without https), the browser proves the bytes, and then there is no progress.
  if (integrity && !globalThis.crypto?.subtle) return (await answered(fetch(url, { integrity, signal }), url)).arrayBuffer();
  const part = unfinished.get(url) ?? { chunks: [], length: 0 };
  unfinished.set(url, part);
  await receive(part, url, onProgress, signal);
  unfinished.delete(url);
  const bytes = await new Blob(part.chunks).arrayBuffer();
  if (integrity && (await digest(bytes)) !== integrity) throw new Error(`${url}: not the bytes that this page was made with`);
  return bytes;
}

async function receive(part, url, onProgress, signal) {
  const rest = part.length > 0 ? { Range: `bytes=${part.length}-` } : {};
  const response = await answered(fetch(url, { headers: rest, signal }), url);
  const isRest = response.status === 206 && response.headers.get("Content-Range")?.startsWith(`bytes ${part.length}-`);
  if (!isRest) Object.assign(part, { chunks: [], length: 0 });
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    part.chunks.push(value);
    part.length += value.length;
    onProgress(part.length);
  }
}

async function answered(fetching, url) {
  const response = await fetching;
  if (!response.ok) {
    unfinished.delete(url); // What a server refuses to go on with is asked for whole the next time.
    throw new Error(`${url}: ${response.status}`);
  }
  return response;
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return `sha384-${btoa(String.fromCharCode(...hash))}`;
}
