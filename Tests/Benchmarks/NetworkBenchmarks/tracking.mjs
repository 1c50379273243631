// SPDX-License-Identifier: Apache-2.0
// One frame of a camera in V8: node tracking.mjs MODULE DETECTOR LANDMARKS FRAME.rgba. A frame of 640 × 480 pixels is copied
// in, its face followed, smoothed and its pose taken; in turns with the landmark network alone, medians over all turns.

import { readFileSync } from "node:fs";

const [modulePath, detector, landmarks, framePath] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(modulePath));
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const time = (action) => { const start = performance.now(); action(); return performance.now() - start; };
const [width, height] = [640, 480];

function give(probe, path) {
  const file = readFileSync(path);
  const place = probe.file_buffer(file.length) >>> 0;
  new Uint8Array(probe.memory.buffer, place, file.length).set(file);
}

const probe = new WebAssembly.Instance(module, {}).exports;
give(probe, landmarks);
if (probe.load() !== 1) throw new Error(`${landmarks} is no network`);
for (const path of [detector, landmarks]) {
  give(probe, path);
  if (probe.load_tracker() !== 1) throw new Error(`${path} is another network`);
}
const frame = readFileSync(framePath);
const place = probe.frame_buffer(width, height) >>> 0;
const follow = () => {
  new Uint8Array(probe.memory.buffer, place, frame.length).set(frame);
  if (probe.track(width, height) !== 1) throw new Error(`there is no face in ${framePath}`);
};
for (let round = 0; round < 60; round++) { follow(); probe.run(1); }
const turns = Array.from({ length: 400 }, () => [time(follow), time(() => probe.run(1))]);
const whole = median(turns.map((turn) => turn[0]));
const network = median(turns.map((turn) => turn[1]));
const ratio = median(turns.map((turn) => turn[0] / turn[1]));
console.log(`tracking frame               ${whole.toFixed(3)} ms, ${ratio.toFixed(2)} times the landmark network's ${network.toFixed(3)} ms`);
