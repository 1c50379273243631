// SPDX-License-Identifier: Apache-2.0
// Frames of a live session in V8: node live.mjs MODULE NETWORKS-FOLDER CLIP.rgba. For each line on standard input the clip, frames
// of 640 × 480 pixels, is checked once; the milliseconds of its frames come back as a line of JSON.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [modulePath, folder, clipPath] = process.argv.slice(2);
const [width, height] = [640, 480];
const clip = readFileSync(clipPath);
const frameBytes = width * height * 4;
const core = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(modulePath)), {}).exports;

["face_detection_short_range", "face_landmark", "selfie_segmentation"].forEach((name, role) => {
  const bytes = readFileSync(`${folder}/${name}.network`);
  const place = core.network_buffer(bytes.length) >>> 0;
  new Uint8Array(core.memory.buffer, place, bytes.length).set(bytes);
  if (core.take_network(role) !== 1) throw new Error(`the module refuses ${name}`);
});
core.begin_live();

let clock = 0;
for await (const _ of createInterface({ input: process.stdin })) {
  const times = [];
  for (let start = 0; start < clip.length; start += frameBytes) {
    const begin = performance.now();
    const place = core.frame_buffer(width, height) >>> 0;
    new Uint8Array(core.memory.buffer, place, frameBytes).set(clip.subarray(start, start + frameBytes));
    const length = core.check_live(width, height, clock);
    const report = Buffer.from(core.memory.buffer, core.report() >>> 0, length).toString("utf8");
    times.push(performance.now() - begin);
    if (report.includes('"reason":"noFace"')) throw new Error("there is no face in the clip");
    clock += 33;
  }
  console.log(JSON.stringify(times));
}
