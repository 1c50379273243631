// SPDX-License-Identifier: Apache-2.0
// Where the time of a live frame goes, in V8: node stages.mjs MODULE PROBE NETWORKS-FOLDER FRAME.rgba. A frame of 640 × 480
// pixels is moved a little from one to the next, which makes a clip; it goes through the module as a whole and through its
// parts one by one, in turns. Medians over all frames; what only every 15th frame has counts as a fifteenth.

import { readFileSync } from "node:fs";

const [modulePath, probePath, folder, framePath] = process.argv.slice(2);
const [width, height] = [640, 480];
const [frames, turns, interval] = [30, 30, 15];
const picture = readFileSync(framePath);
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const time = (action) => { const start = performance.now(); action(); return performance.now() - start; };

/** The picture, moved down and to the right, as numpy.roll does in facemesh.py. */
function moved(number) {
  const [down, across] = [number % 5, (number * 3) % 11];
  const frame = Buffer.alloc(picture.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const to = (((row + down) % height) * width + ((column + across) % width)) * 4;
      picture.copy(frame, to, (row * width + column) * 4, (row * width + column) * 4 + 4);
    }
  }
  return frame;
}
const clip = Array.from({ length: frames }, (_, number) => moved(number));

function ready(path) {
  const core = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)), {}).exports;
  ["face_detection_short_range", "face_landmark", "selfie_segmentation"].forEach((name, role) => {
    const bytes = readFileSync(`${folder}/${name}.network`);
    const place = core.network_buffer(bytes.length) >>> 0;
    new Uint8Array(core.memory.buffer, place, bytes.length).set(bytes);
    if (core.take_network(role) !== 1) throw new Error(`${path} refuses ${name}`);
  });
  return { core, pixels: core.frame_buffer(width, height) >>> 0 };
}
const show = ({ core, pixels }, frame) => new Uint8Array(core.memory.buffer, pixels, frame.length).set(frame);

const whole = ready(modulePath);
const parts = ready(probePath);
whole.core.begin_live();
const must = (name) => () => { if (parts.core[name]() !== 1) throw new Error(`${name}: there is no face in ${framePath}`); };

/** In the order of a session: what it is, whether every frame has it, how it is run. */
const stages = [
  ["pixels into the module", true, (frame) => show(parts, frame)],
  ["detector", false, must("detect")],
  ["landmarks", true, must("landmarks")],
  ["geometry and pose", true, parts.core.geometry],
  ["face patch in linear light", true, parts.core.patch],
  ["log luminance at three scales", true, parts.core.scales],
  ["person mask", false, parts.core.mask],
  ["background and other people", false, parts.core.background],
  ["measures of light", true, parts.core.light],
  ["measures of colour", true, parts.core.colour],
  ["sharpness", true, parts.core.detail],
  ["eyes and glasses", true, parts.core.eyes],
  ["noise between frames", true, parts.core.noise],
  ["what is told", true, parts.core.tell],
  ["bytes of the report", true, parts.core.report],
];

let clock = 0;
function live(frame) {
  show(whole, frame);
  const length = whole.core.check_live(width, height, clock);
  Buffer.from(whole.core.memory.buffer, whole.core.report() >>> 0, length).toString("utf8");
  clock += 33;
}

const times = stages.map(() => []);
const sums = [];
for (let turn = -3; turn < turns; turn++) {
  const taken = clip.map((frame) => time(() => live(frame)));
  const apart = clip.map((frame) => stages.map(([, , run]) => time(() => run(frame))));
  if (turn < 0) continue;
  sums.push(...taken);
  for (const frame of apart) frame.forEach((taken, stage) => times[stage].push(taken));
}

const total = median(sums);
const mean = sums.reduce((sum, taken) => sum + taken, 0) / sums.length;
let known = 0;
const line = (name, taken, note = "") =>
  console.log(`  ${name.padEnd(30)} ${taken.toFixed(3)} ms  ${(100 * taken / mean).toFixed(1).padStart(4)} %${note}`);
stages.forEach(([name, isEveryFrame], stage) => {
  const once = median(times[stage]);
  const taken = isEveryFrame ? once : once / interval;
  known += taken;
  line(name, taken, isEveryFrame ? "" : `  (${once.toFixed(3)} ms in every ${interval}th frame)`);
});
line("all of it", mean, `  (median ${total.toFixed(3)} ms; the parts make ${known.toFixed(3)} ms)`);
