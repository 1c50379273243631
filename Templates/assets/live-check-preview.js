// SPDX-License-Identifier: Apache-2.0
// What is drawn: the mirrored picture of the camera with an oval, a ring that fills, and a cue for the one thing to change; and a
// head for each movement. Drawings repeat in lines what the words say; none of them is needed to understand.

import { make } from "./live-check.js";

const namespace = "http://www.w3.org/2000/svg";

/** Makes an SVG element by its attributes: style attributes are not allowed here. */
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export class Preview {
  #cue = draw("g", { class: "cue" });
  #shownCue = "";

  /** The picture is shown mirrored, as people know themselves; the core gets it unmirrored. */
  constructor(video) {
    this.oval = draw("ellipse", { class: "oval" });
    this.ring = draw("ellipse", { class: "ring", pathLength: 1 });
    this.drawing = draw("svg", { class: "overlay", "aria-hidden": "true" }, this.oval, this.ring, this.#cue);
    this.element = make("div", { className: "preview" }, video, this.drawing);
    video.addEventListener("resize", () => this.#fit(video.videoWidth, video.videoHeight));
    this.#fit(640, 480);
  }

  /** The ring, 0 to 1. */
  fill(share) {
    this.ring.setAttribute("stroke-dashoffset", String(1 - share));
    this.element.dataset.full = share >= 1;
  }

  /** An arrow, brackets, or a lamp on the side of the light; nothing without a direction. */
  show(hint) {
    const name = hint?.direction ? `${hint.id === "light-balance" ? "lamp" : "arrow"} ${hint.direction}` : "";
    if (name === this.#shownCue) return;
    this.#shownCue = name;
    this.#cue.replaceChildren(...this.#cueOf(name.split(" ")));
  }

  #fit(width, height) {
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.element.style.setProperty("--ratio", width / height);
    const rx = Math.min(0.25 * height, 0.36 * width);
    this.size = { cx: width / 2, cy: height / 2, rx, ry: rx * 1.3 };
    for (const ellipse of [this.oval, this.ring]) {
      for (const [name, value] of Object.entries(this.size)) ellipse.setAttribute(name, value);
    }
    this.#shownCue = "";
    this.#cue.replaceChildren();
  }

  #cueOf([kind, direction]) {
    const { cx, cy, rx, ry } = this.size;
    const unit = rx / 5;
    if (kind === "") return [];
    if (direction === "nearer" || direction === "farther") return brackets(this.size, unit, direction === "nearer");
    // Mirrored, the person's left is on the left.
    const turn = { right: 0, down: 90, left: 180, up: 270 }[direction];
    const away = (direction === "left" || direction === "right" ? rx : ry) + 1.2 * unit;
    const sign = kind === "lamp" ? lamp(unit) : arrow(unit);
    return [draw("g", { transform: `translate(${cx} ${cy}) rotate(${turn}) translate(${away} 0)` }, sign)];
  }
}

/** Pointing to the right, from its own beginning. */
function arrow(unit) {
  return draw("path", { d: `M0 0H${2 * unit}M${1.1 * unit} ${-unit}L${2.1 * unit} 0L${1.1 * unit} ${unit}` });
}

/** Its rays point back to the face. */
function lamp(unit) {
  const rays = [-60, -30, 0, 30, 60].map((angle) => draw("path", {
    d: `M${-1.1 * unit} 0h${-0.6 * unit}`, transform: `rotate(${angle})`,
  }));
  return draw("g", { transform: `translate(${1.6 * unit} 0)` }, draw("circle", { r: 0.7 * unit, class: "filled" }), ...rays);
}

/** Four corners that open or close. */
function brackets({ cx, cy, rx, ry }, unit, isOpening) {
  const [x, y] = [rx * (isOpening ? 1.15 : 0.8), ry * (isOpening ? 1.08 : 0.8)];
  return [[-1, -1], [1, -1], [-1, 1], [1, 1]].map(([sx, sy]) => {
    const corner = `${cx + sx * x} ${cy + sy * y}`;
    const [dx, dy] = [-sx * 1.2 * unit * (isOpening ? 1 : -1), -sy * 1.2 * unit * (isOpening ? 1 : -1)];
    return draw("path", { d: `M${corner}m${dx} 0h${-dx}v${dy}` });
  });
}

/** A head, as in a mirror, that makes a movement while motion is wanted. */
export function head(movement) {
  const eye = (x) => draw("ellipse", { class: "eye", cx: x, cy: 28, rx: 3.5, ry: 3 });
  const face = draw("g", { class: "features" }, eye(23), eye(41), draw("path", { d: "M32 30v8" }), draw("path", { d: "M26 46q6 4 12 0" }));
  return draw("svg", { class: `head ${movement}`, viewBox: "0 0 64 64", "aria-hidden": "true" },
    draw("ellipse", { cx: 32, cy: 32, rx: 20, ry: 26 }), face);
}
