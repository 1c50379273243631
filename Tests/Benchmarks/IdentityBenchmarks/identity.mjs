// SPDX-License-Identifier: Apache-2.0
// The same in V8: node identity.mjs MODULE

import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const { memory, text_buffer, check_identity, check_retry } = new WebAssembly.Instance(module, {}).exports;

const zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const names = "account-given: Susie Margaret\naccount-family: Smyth-Jones\ndocument-given: SUSIE MARGARET\ndocument-family: SMITH-JONES\n";
const rows = [
  ["nothing to compare", check_identity, "today: 2026-11-25\n"], ["one zone", check_identity, `today: 2026-11-25\nmrz:\n${zone}`],
  ["one pair of names", check_identity, `today: 2026-11-25\n${names}`],
  ["one log of tries", check_retry, "2026-11-25 10:00 ready\n2026-11-25 10:30 failed-lighting\n2026-11-25 10:40 fixed\n2026-11-25 11:00 ready\n"],
];

for (const [name, check, text] of rows) {
  const bytes = new TextEncoder().encode(text);
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    for (let call = 0; call < 2000; call += 1) {
      new Uint8Array(memory.buffer, text_buffer(bytes.length) >>> 0, bytes.length).set(bytes);
      check(bytes.length);
    }
    return (performance.now() - start) * 1000 / 2000;
  }).sort((one, other) => one - other);
  console.log(`${name.padEnd(22)}${times[7].toFixed(1).padStart(7)} µs`);
}
