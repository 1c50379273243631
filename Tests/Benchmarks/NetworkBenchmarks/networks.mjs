// SPDX-License-Identifier: Apache-2.0
// The networks in V8 on one thread: node networks.mjs MODULE NETWORK… Medians of single runs; the peak is measured between
// them, so that both saw the same machine.

import { readFileSync } from "node:fs";

const [modulePath, ...networks] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(modulePath));
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

for (const path of networks) {
  const probe = new WebAssembly.Instance(module, {}).exports;
  const file = readFileSync(path);
  const place = probe.file_buffer(file.length) >>> 0;
  new Uint8Array(probe.memory.buffer, place, file.length).set(file);
  if (probe.load() !== 1) throw new Error(`${path} is no network`);
  const time = (action) => { const start = performance.now(); action(); return performance.now() - start; };
  probe.run(30);
  probe.peak(1e6);
  const runs = [];
  const peaks = [];
  for (let round = 0; round < 150; round++) {
    runs.push(time(() => probe.run(1)));
    peaks.push(time(() => probe.peak(20_000)));
  }
  const run = median(runs);
  const rate = probe.multiply_adds() / run / 1e6;
  const peak = (20_000 * 48) / median(peaks) / 1e6;
  const name = path.split("/").pop().replace(".network", "");
  console.log(`${name.padEnd(28)} ${run.toFixed(3)} ms  ${rate.toFixed(1)} of ${peak.toFixed(1)} GMAC/s  ${(100 * rate / peak).toFixed(0)} %`);
}
