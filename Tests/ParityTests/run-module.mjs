// SPDX-License-Identifier: Apache-2.0
// Runs the live check's module outside a browser: node run-module.mjs MODULE reports FOLDER [SESSION [MOVEMENT]] | texts FILE | remains FOLDER [SESSION] | facts | refusals SIZES
// Networks that lie in FOLDER as 0.network, 1.network, 2.network are given to the module first.

import { existsSync, readFileSync } from "node:fs";

const [modulePath, task, argument, session = "photo", movement = "0"] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(modulePath));
const { memory, sealed_digest, network_buffer, take_network, frame_buffer, check_photo, check_document, begin_live, check_live, begin_rehearsal, check_rehearsal, text_buffer, check_identity, check_retry, report, forget } = new WebAssembly.Instance(module, {}).exports;

const text = (pointer, length) => Buffer.from(memory.buffer, pointer >>> 0, length).toString("utf8");

function giveNetworks(folder) {
  for (const role of [0, 1, 2]) {
    if (!existsSync(`${folder}/${role}.network`)) continue;
    const bytes = readFileSync(`${folder}/${role}.network`);
    const place = network_buffer(bytes.length) >>> 0; // The memory may grow: look at it afterwards.
    new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
    if (take_network(role) !== 1) throw new Error(`the module refuses network ${role}`);
  }
}

/** Checks a frame of the folder, then clears it and lets the module forget it. */
function checkAndForget(folder, [width, height], number) {
  const pointer = frame_buffer(width, height) >>> 0;
  const pixels = () => new Uint8Array(memory.buffer, pointer, width * height * 4);
  pixels().set(readFileSync(`${folder}/${number}.rgba`));
  checks[session](width, height, 0);
  forget();
  pixels().fill(0);
  return new Uint8Array(memory.buffer).slice();
}

const checks = { photo: check_photo, document: check_document, live: check_live, rehearsal: check_rehearsal };

const tasks = {
  /** How many bytes of memory tell two frames of one size apart after both were checked and forgotten. */
  remains(folder) {
    giveNetworks(folder);
    begin_live();
    begin_rehearsal(0);
    const sizes = JSON.parse(readFileSync(`${folder}/frames.json`, "utf8"));
    checkAndForget(folder, sizes[0], 0);
    const [first, second] = sizes.map((size, number) => checkAndForget(folder, size, number));
    return String(first.reduce((count, byte, place) => count + (byte !== second[place] ? 1 : 0), 0));
  },
  reports(folder) {
    giveNetworks(folder);
    begin_live();
    if (begin_rehearsal(Number(movement)) !== 1) throw new Error(`the module knows no movement ${movement}`);
    const sizes = JSON.parse(readFileSync(`${folder}/frames.json`, "utf8"));
    return sizes.map(([width, height, milliseconds], number) => {
      const pointer = frame_buffer(width, height) >>> 0;
      new Uint8Array(memory.buffer, pointer, width * height * 4).set(readFileSync(`${folder}/${number}.rgba`));
      const length = checks[session](width, height, milliseconds);
      return text(report(), length);
    }).join("\n");
  },
  /** The reports of texts, one after another in one instance: [function, base64 of the text]. */
  texts(file) {
    return JSON.parse(readFileSync(file, "utf8")).map(([name, base64]) => {
      const bytes = Buffer.from(base64, "base64");
      const place = text_buffer(bytes.length) >>> 0;
      new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
      const length = { check_identity, check_retry }[name](bytes.length);
      if (new Uint8Array(memory.buffer, place, bytes.length).some((byte) => byte !== 0)) throw new Error("the text was not cleared");
      return text(report(), length);
    }).join("\n");
  },
  facts() {
    return JSON.stringify({ digest: text(sealed_digest(), 16), imports: WebAssembly.Module.imports(module).map(({ name }) => name) });
  },
  refusals(sizes) {
    return JSON.stringify(JSON.parse(sizes).map(([width, height]) => frame_buffer(width, height) === 0 && check_photo(width, height) === 0));
  },
};

process.stdout.write(tasks[task](argument));
