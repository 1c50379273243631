// SPDX-License-Identifier: Apache-2.0
// The core of the live check, in a worker that the page makes out of these bytes: so it inherits the page's policy and can reach
// nothing, and the page stays quick. Asked by name; each question has one answer.
//
// Goals, in order: (1) pixels stay in this worker, and no longer than the core needs them; (2) the core sees exactly the pixels
// of the picture, upright and unmirrored, never scaled; (3) no decision is taken here.
"use strict";

/** So that a record stays small: at thirty frames a second a minute and a half. */
const longestRecord = 2700;

let core;
let session = "live";
let catalogue = "";
/** The frames of a run as text, where they were asked for. */
let record = null;
let canvas = new OffscreenCanvas(1, 1);

class Refusal extends Error {
  constructor(kind, values = {}) {
    super(kind);
    Object.assign(this, { kind, values });
  }
}

const answers = {
  /** Refuses a module that was made for another catalogue than the page. */
  async open(given) {
    const { instance } = await WebAssembly.instantiate(given.module, {});
    core = instance.exports;
    catalogue = given.catalogue;
    if (text(core.sealed_digest(), 16) !== catalogue) throw new Refusal("edition");
    for (const { role, bytes } of given.networks) {
      view(core.network_buffer(bytes.byteLength), bytes.byteLength).set(new Uint8Array(bytes));
      if (core.take_network(role) !== 1) throw new Error(`The core refused network ${role}`);
    }
    return {};
  },

  /** The report of one picture file: as of a face, or as of a document. */
  async picture({ file, of }) {
    let bitmap;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      throw new Refusal("unreadable");
    }
    try {
      const image = pixels(bitmap);
      const report = check(image, of === "document" ? core.check_document : core.check_photo);
      core.forget();
      return { report };
    } finally {
      bitmap.close();
      canvas = new OffscreenCanvas(1, 1); // Gives the pixels back at once.
    }
  },

  /** movement: its number, as the module counts them, or null for a live check. */
  begin({ movement, isRecorded }) {
    session = movement === null ? "live" : "rehearsal";
    record = isRecorded ? [] : null;
    if (movement === null) core.begin_live();
    else if (core.begin_rehearsal(movement) !== 1) throw new Error(`No movement ${movement}`);
    return {};
  },

  async frame({ bitmap, milliseconds }) {
    try {
      const image = pixels(bitmap);
      const report = check(image, session === "live" ? core.check_live : core.check_rehearsal, milliseconds);
      if (record && record.length < longestRecord) record.push(await entry(image, milliseconds, report));
      return { report };
    } finally {
      bitmap.close();
    }
  },

  /** Leaves nothing of the last picture anywhere in this worker; gives back the record of the run, if one was asked for. */
  end() {
    core.forget();
    canvas = new OffscreenCanvas(1, 1);
    const text = record && `{"record":1,"catalogue":"${catalogue}","session":"${session}","frames":[\n${record.join(",\n")}\n]}\n`;
    record = null;
    return { record: text };
  },
};

onmessage = async ({ data: { id, ask, given } }) => {
  try {
    postMessage({ id, answer: await answers[ask](given) });
  } catch (error) {
    postMessage({ id, refusal: { kind: error.kind ?? "fault", values: error.values ?? {}, message: String(error) } });
  }
};

// MARK: - Pixels

/** The pixels of a bitmap, in its own size. */
function pixels(bitmap) {
  const { width, height } = bitmap;
  try {
    if (canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
    // Without alpha: what is transparent is black, as it is for the command.
    const context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb", willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    const image = context.getImageData(0, 0, width, height, { colorSpace: "srgb" });
    // Some browsers draw nothing, and say nothing, when a canvas is too large for them.
    if (image.data[3] === 0) throw new Error("The canvas stayed empty");
    return image;
  } catch {
    throw new Refusal("undrawable", { width, height });
  }
}

/** The core's report of the pixels, as its bytes. */
function check({ width, height, data }, function_, ...more) {
  const frame = core.frame_buffer(width, height);
  if (frame === 0) throw new Refusal("tooLarge", { width, height });
  view(frame, data.length).set(data);
  const length = function_(width, height, ...more);
  view(frame, data.length).fill(0);
  if (length === 0) throw new Error("The core refused its own frame buffer");
  return text(core.report(), length);
}

async function entry({ width, height, data }, milliseconds, report) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const rgba = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `{"milliseconds":${Math.trunc(milliseconds)},"width":${width},"height":${height},"rgba":"${rgba}","report":${report}}`;
}

/** A view made anew each time, because the memory may have grown. */
function view(pointer, length) {
  return new Uint8Array(core.memory.buffer, pointer >>> 0, length);
}

function text(pointer, length) {
  return new TextDecoder("utf-8", { fatal: true }).decode(view(pointer, length));
}
