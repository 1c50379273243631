// SPDX-License-Identifier: Apache-2.0
// The networks in V8 on one thread: node networks.mjs MODULE NETWORK… The machine's peak is measured before and after every
// run, so that a share is of the peak that the run could have had; medians over all runs.

import { readFileSync } from "node:fs";

const [modulePath, ...networks] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(modulePath));
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const peakRounds = 5000;

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
  const shares = [];
  for (let round = 0; round < 400; round++) {
    const before = time(() => probe.peak(peakRounds));
    const run = time(() => probe.run(1));
    const peak = (before + time(() => probe.peak(peakRounds))) / 2;
    runs.push(run);
    peaks.push(peak);
    shares.push(probe.multiply_adds() / run / (peakRounds * 48 / peak));
  }
  const name = path.split("/").pop().replace(".network", "");
  const rate = (probe.multiply_adds() / median(runs) / 1e6).toFixed(1);
  const peak = (peakRounds * 48 / median(peaks) / 1e6).toFixed(1);
  console.log(`${name.padEnd(28)} ${median(runs).toFixed(3)} ms  ${rate} of ${peak} GMAC/s  ${(100 * median(shares)).toFixed(0)} %`);
}
