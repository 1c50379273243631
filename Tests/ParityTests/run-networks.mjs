// SPDX-License-Identifier: Apache-2.0
// Runs a network in V8 and writes the values of all its planes: node run-networks.mjs MODULE NETWORK INPUT OUTPUT

import { readFileSync, writeFileSync } from "node:fs";

const [modulePath, networkPath, inputPath, outputPath] = process.argv.slice(2);
const probe = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(modulePath)), {}).exports;

const file = readFileSync(networkPath);
const place = probe.file_buffer(file.length) >>> 0;
new Uint8Array(probe.memory.buffer, place, file.length).set(file);
if (probe.load() !== 1) throw new Error(`${networkPath} is no network`);

const row = (plane, y) => new Float32Array(
  probe.memory.buffer, probe.plane_row(plane, y) >>> 0, probe.plane_width(plane) * probe.plane_step(plane));

const input = readFileSync(inputPath);
const values = new Float32Array(input.buffer, input.byteOffset, input.length / 4);
for (let y = 0; y < probe.plane_height(0); y++) {
  const count = probe.plane_width(0) * probe.plane_step(0);
  row(0, y).set(values.subarray(y * count, (y + 1) * count));
}
probe.run(1);

const rows = [];
for (let plane = 0; plane < probe.plane_count(); plane++) {
  for (let y = 0; y < probe.plane_height(plane); y++) rows.push(Buffer.from(row(plane, y).slice().buffer));
}
writeFileSync(outputPath, Buffer.concat(rows));
