# SPDX-License-Identifier: Apache-2.0
"""How true and how fair the photo checks are: truth.py COMMAND PROBE SHARED OUTPUT.

Runs the command over local sets of pictures (never part of the project) and writes one Markdown report with tables and plots:
against the reference implementation of ISO/IEC 29794-5, over skin tones, on labelled photographs, and on copies blurred in a
known way. Floors stand in floors.json beside this file; what falls below one is listed, and the status is 1."""

import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy

COMMAND, PROBE, SHARED, OUTPUT = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
FLOORS = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text())
LIGHT = ["light-level", "sharpness", "contrast", "backlight", "plain-background"]
GROUPS = 10
report, misses, weak = [], [], []


def reports(pictures):
    """The checks of each picture by their ids, in the order of the pictures."""
    lines = subprocess.run([COMMAND, "check", "photo", "--json", *map(str, pictures)], capture_output=True, text=True).stdout
    return [{check["id"]: check for check in json.loads(line)["report"]["checks"]} for line in lines.splitlines()]


def is_finding(check):
    return check["state"] in ("hint", "strong")


def vips(*arguments):
    subprocess.run(["vips", *map(str, arguments)], check=True)


def number(name, value, floor, at_least=False):
    """One measured number beside its floor."""
    holds = value >= floor if at_least else value <= floor
    if not holds:
        misses.append(f"{name}: {value:.3f}, floor {floor}")
    return f"{value:.3f} ({'≥' if at_least else '≤'} {floor}{'' if holds else ', MISSED'})"


def table(head, rows):
    report.append("| " + " | ".join(head) + " |")
    report.append("|" + " --- |" * len(head))
    report.extend("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
    report.append("")


def ranks(values):
    order = numpy.argsort(values, kind="stable")
    ranked = numpy.empty(len(values))
    ranked[order] = numpy.arange(len(values))
    for value in set(values):
        same = [index for index, other in enumerate(values) if other == value]
        ranked[same] = ranked[same].mean()
    return ranked


def rank_correlation(a, b):
    """Spearman's, and the probability that it is chance, by its normal approximation."""
    if len(set(a)) < 2 or len(set(b)) < 2:
        return 0.0, 1.0
    rho = float(numpy.corrcoef(ranks(a), ranks(b))[0, 1])
    return rho, math.erfc(abs(rho) * math.sqrt(len(a) - 1) / math.sqrt(2))


def plot(name, points, labels):
    """A scatter plot as SVG beside the report."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    place = lambda value, values, size: (value - min(values)) / ((max(values) - min(values)) or 1) * size
    dots = "".join(
        f'<circle cx="{40 + place(x, xs, 340):.1f}" cy="{230 - place(y, ys, 200):.1f}" r="2.5"/>' for x, y in points)
    (OUTPUT / f"{name}.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 270" font-family="sans-serif" font-size="12">'
        f'<rect width="400" height="270" fill="#fff"/><path d="M40 20V230H390" fill="none" stroke="#888"/>'
        f'<g fill="#1a5fb4" fill-opacity=".6">{dots}</g><text x="215" y="258" text-anchor="middle">{labels[0]}</text>'
        f'<text x="14" y="125" transform="rotate(-90 14 125)" text-anchor="middle">{labels[1]}</text>'
        f'<text x="40" y="245">{min(xs):g}</text><text x="390" y="245" text-anchor="end">{max(xs):g}</text>'
        f'<text x="36" y="230" text-anchor="end">{min(ys):g}</text><text x="36" y="30" text-anchor="end">{max(ys):g}</text></svg>')
    report.append(f"![{labels[1]} over {labels[0]}]({name}.svg)\n")


def standard(folder):
    """Against OFIQ, on thumbnails of its own pictures, six times enlarged."""
    names = sorted(path.stem for path in (SHARED / "ofiq/thumbs").glob("*.jpeg"))
    pictures = [folder / f"{name}.png" for name in names]
    for name, picture in zip(names, pictures):
        vips("resize", SHARED / f"ofiq/thumbs/{name}.jpeg", picture, "6", "--kernel=cubic")
    ours = dict(zip(names, reports(pictures)))
    seen = subprocess.run([PROBE, *map(str, pictures)], capture_output=True, text=True).stdout.splitlines()
    poses = {name: json.loads(line)["pose"] for name, line in zip(names, seen)}
    with open(SHARED / "ofiq/expected_results.csv", newline="") as file:
        expected = {pathlib.Path(row["Filename"]).stem: row for row in csv.DictReader(file, delimiter=";")}
    names = [name for name in names if poses[name] and name in expected]
    rows = []
    for index, (component, floor) in enumerate([("HeadPoseYaw", "yaw"), ("HeadPosePitch", "pitch"), ("HeadPoseRoll", "roll")]):
        errors = [poses[name][index] - float(expected[name][component]) for name in names]
        centred = numpy.abs(errors - numpy.median(errors)).mean() if floor == "pitch" else numpy.abs(errors).mean()
        note = f"zero differs by {numpy.median(errors):.1f}" if floor == "pitch" else ""
        rows.append([component, len(names), number(component, float(centred), FLOORS["standard"][floor]) + " degrees", note])
    pairs = [(float(expected[name]["HeadSize"]), ours[name]["face-too-near"]["value"] / 1000) for name in names]
    error = float(numpy.mean([abs(a - b) for a, b in pairs]))
    rows.append(["HeadSize", len(pairs), number("HeadSize", error, FLOORS["standard"]["headSize"]) + " of the height", ""])
    pairs = [(float(expected[name]["MouthClosed"]), ours[name]["mouth-closed"]["value"] / 1000) for name in names]
    error = float(numpy.mean([abs(a - b) for a, b in pairs]))
    rows.append(["MouthClosed", len(pairs), number("MouthClosed", error, FLOORS["standard"]["mouthClosed"]) + " of eyes to chin", ""])
    pairs = [
        (float(expected[name]["BackgroundUniformity"]), ours[name]["plain-background"]["value"])
        for name in names if "value" in ours[name]["plain-background"]]
    correlation = float(numpy.corrcoef(*zip(*pairs))[0, 1])
    plain = [b for a, b in pairs if a < 120]
    cluttered = [b for a, b in pairs if a >= 120]
    gap = f"plain up to {max(plain)}, cluttered from {min(cluttered) if cluttered else '–'}"
    if cluttered and max(plain) >= min(cluttered):
        misses.append(f"BackgroundUniformity does not separate: {gap}")
    rows.append(["BackgroundUniformity", len(pairs), "r = " + number("BackgroundUniformity", correlation, FLOORS["standard"]["background"], at_least=True), gap])
    report.append("## The standard\nMean errors against OFIQ 1.0.3 on thumbnails of its own pictures.\n")
    table(["component", "pictures", "measured", "note"], rows)
    plot("background", pairs, ("BackgroundUniformity of OFIQ", "plain-background"))


def fairness(folder):
    with open(SHARED / "portraits/portraits.csv", newline="") as file:
        portraits = sorted(csv.DictReader(file), key=lambda row: float(row["face_luma"]))
    luma = [float(row["face_luma"]) for row in portraits]
    pictures = [SHARED / "portraits" / row["file"] for row in portraits]
    checks = reports(pictures)
    groups = numpy.array_split(range(len(checks)), GROUPS)
    rows = []
    for name in LIGHT + ["light-balance"]:
        hints = [sum(is_finding(checks[index][name]) for index in group) for group in groups]
        strong = sum(check[name]["state"] == "strong" for check in checks)
        values = [(luma[index], check[name]["value"]) for index, check in enumerate(checks) if "value" in check[name]]
        rho, chance = rank_correlation(*zip(*values)) if values else (0.0, 1.0)
        if name in LIGHT:
            number(f"{name}, hints in a tenth", max(hints), FLOORS["fairness"]["hintsInATenth"])
            number(f"{name}, chance of the rank correlation", chance, FLOORS["fairness"]["chance"], at_least=True)
        rows.append([name, " ".join(map(str, hints)), strong, len(values), f"{rho:.2f}" if values else "no values", f"{chance:.3f}" if values else "–"])
        if name in ("sharpness", "contrast"):
            plot(name, values, ("luma of the face", name))
    report.append(f"## Fairness\n{len(checks)} accepted studio portraits, by the luma of the face, darkest tenth first. All of them should pass.\n")
    table(["check", "findings in each tenth", "strong", "values", "rank correlation", "chance"], rows)
    side_light(checks)
    less_light(folder, pictures, checks)
    albedo(folder, pictures, checks)


def share(found, count):
    """A share with its 95 % interval (Wilson)."""
    part, z = found / count, 1.96
    middle = (part + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(part * (1 - part) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{100 * part:.1f} % ({100 * (middle - half):.1f} … {100 * (middle + half):.1f})"


def side_light(checks):
    """Apart, because a face lit from the side is also darker in the mean: so the darkest tenth has more of them."""
    measured = [(index, check["light-balance"]["value"]) for index, check in enumerate(checks) if "value" in check["light-balance"]]
    rows = []
    for name, group in (("darkest tenth", range(len(checks) // 10)), ("all others", range(len(checks) // 10, len(checks)))):
        values = [value for index, value in measured if index in group]
        rows.append([name, len(values), share(sum(value > 1500 for value in values), len(values)), share(sum(value > 2300 for value in values), len(values))])
    report.append("Side light, above its hint and above its strong limit, with 95 % intervals.\n")
    table(["portraits", "measured", "hint", "strong"], rows)


def less_light(folder, pictures, checks):
    """One stop less light: do the verdicts of darker faces change more often?"""
    darker = []
    for picture in pictures:
        linear, half, made = folder / "linear.v", folder / "half.v", folder / f"half-{picture.stem}.png"
        vips("colourspace", picture, linear, "scrgb")
        vips("linear", linear, half, "0.5", "0")
        vips("colourspace", half, made, "srgb")
        darker.append(made)
    changed = [
        any(is_finding(before[name]) != is_finding(after[name]) for name in LIGHT)
        for before, after in zip(checks, reports(darker))]
    split = len(changed) * 3 // 10
    dark, rest = numpy.mean(changed[:split]), numpy.mean(changed[split:])
    error = 1.96 * math.sqrt(dark * (1 - dark) / split + rest * (1 - rest) / (len(changed) - split))
    if dark - rest > error:
        misses.append(f"one stop less light changes darker faces more: {dark:.3f} against {rest:.3f} ± {error:.3f}")
    report.append(
        f"One stop less light changes a verdict of {', '.join(LIGHT)} for {100 * dark:.1f} % of the darkest three tenths and "
        f"{100 * rest:.1f} % of the others; the difference has a 95 % interval of ± {100 * error:.1f}.\n")


def albedo(folder, pictures, checks):
    """Skin of another tone in the same light: the verdicts must not change. Once with all that the outline of the face holds,
    once without eyes, brows and lips, whose tone is their own."""
    chosen = range(3, len(pictures), len(pictures) // 24)
    probed = subprocess.run([PROBE, *(str(pictures[index]) for index in chosen)], capture_output=True, text=True).stdout
    rows = []
    flips = {}
    for index, line in zip(chosen, probed.splitlines()):
        places = numpy.array(json.loads(line)["landmarks"])[:, :2]
        pixels = read(pictures[index], folder)
        face = polygon(places[OVAL], *pixels.shape[:2])
        parts = sum(polygon(places[part], *pixels.shape[:2]) for part in PARTS)
        made = []
        for name, mask in (("face", face), ("skin", face * (1 - numpy.minimum(parts, 1)))):
            for factor in FACTORS:
                scaled = linear(pixels) * (1 + (factor - 1) * mask[..., None])
                if (scaled[mask > 0.5] > 1).mean() <= 0.005:
                    made.append((name, factor, write(numpy.clip(scaled, 0, 1), folder / f"albedo-{index}-{name}-{factor}.png", folder)))
        for (name, factor, _), after in zip(made, reports([path for *_, path in made]) if made else []):
            tried, untold, found = flips.setdefault((name, factor), ([], [], []))
            tried.append(index)
            untold += [check for check in LIGHT if after[check]["state"] == "notMeasurable"]
            found += [
                f"{pictures[index].name}: {check}" for check in LIGHT
                if is_finding(after[check]) and not is_finding(checks[index][check])]
    for (name, factor), (tried, untold, found) in sorted(flips.items()):
        rows.append([name, f"× {factor}", len(LIGHT) * len(tried), len(found), len(untold), " ".join(found) or "–"])
    number("verdicts that flip with the skin's albedo", sum(row[3] for row in rows), FLOORS["fairness"]["albedoFlips"])
    report.append("Skin made brighter or darker in the same light: verdicts that flip to a finding, and those that become 'cannot tell'.\n")
    table(["what", "albedo", "verdicts", "flips", "cannot tell", "which"], rows)


FACTORS = (0.25, 0.4, 0.63, 1.6)
OVAL = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172,
    58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109]


# Lids and what is between them, brows, and lips, as outlines.
PARTS = [
    [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
    [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
    [70, 63, 105, 66, 107, 55, 65, 52, 53, 46], [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
    [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146]]


def linear(levels):
    return numpy.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)


def read(picture, folder):
    """Levels 0 … 1 of a grey or coloured picture, three channels."""
    vips("colourspace", picture, folder / "read.v", "srgb")
    header = subprocess.run(["vipsheader", "-a", str(folder / "read.v")], capture_output=True, text=True, check=True).stdout
    field = lambda name: int(next(line.split()[1] for line in header.splitlines() if line.startswith(f"{name}:")))
    vips("rawsave", folder / "read.v", folder / "read.raw")
    levels = numpy.fromfile(folder / "read.raw", numpy.uint8).reshape(field("height"), field("width"), field("bands"))
    return levels[..., :3].astype(float) / 255


def write(linear, path, folder):
    levels = numpy.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    height, width = levels.shape[:2]
    (levels * 255 + 0.5).astype(numpy.uint8).tofile(folder / "write.raw")
    vips("rawload", folder / "write.raw", folder / "write.v", width, height, 3)
    vips("copy", folder / "write.v", path, "--interpretation=srgb")
    return path


def polygon(corners, height, width):
    """1 inside the outline, with a soft edge of a few pixels."""
    y, x = numpy.mgrid[0:height, 0:width]
    inside = numpy.zeros((height, width), bool)
    for (ax, ay), (bx, by) in zip(corners, numpy.roll(corners, 1, axis=0)):
        crosses = (ay > y) != (by > y)
        with numpy.errstate(divide="ignore", invalid="ignore"):
            inside ^= crosses & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    soft = inside.astype(float)
    for _ in range(3):
        soft = (soft + numpy.roll(soft, 1, 0) + numpy.roll(soft, -1, 0) + numpy.roll(soft, 1, 1) + numpy.roll(soft, -1, 1)) / 5
    return soft


# The check that answers to a tag.
TAGS = {
    "no-face": "single-face", "many-faces": "single-face", "two-faces": "single-face", "cropped": "face-in-frame", "far": "face-size",
    "close": "face-too-near", "too-close": "face-too-near", "yaw": "head-yaw", "yaw45": "head-yaw", "roll": "head-roll",
    "rotated90": "head-roll", "pitch": "head-pitch", "blur": "sharpness", "eyes-closed": "eyes-open", "mouth-open": "mouth-closed",
    "sunglasses": "eyes-visible", "mask": "lower-face-visible", "occlusion-hand": "lower-face-visible", "hat": "forehead-visible",
    "hood": "forehead-visible", "dark": "light-level", "dim": "light-level", "backlight": "backlight", "haze": "contrast",
    "low-contrast": "contrast", "busy-bg": "plain-background"}


def labelled():
    with open(SHARED / "faces/faces.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (SHARED / "faces" / row["file"]).exists()]
    names = [row["file"] for row in rows]
    tags = [set(row["tags"].replace(",", " ").replace("|", " ").replace(";", " ").split()) for row in rows]
    checks = reports([SHARED / "faces" / name for name in names])
    report.append(f"## Labelled photographs\n{len(rows)} photographs; a tag says what each shows, but not all that it shows.\n")
    lines, failures = [], []
    for tag, name in TAGS.items():
        pictures = [index for index, own in enumerate(tags) if tag in own]
        if not pictures:
            continue
        hit = [index for index in pictures if is_finding(checks[index][name])]
        untold = [index for index in pictures if checks[index][name]["state"] == "notMeasurable"]
        lines.append([tag, name, len(pictures), f"{len(hit)}/{len(pictures)}", len(untold)])
        failures += [
            f"- {tag}: {names[index]} ({'cannot tell: ' + checks[index][name]['reason'] if index in untold else 'missed'})"
            for index in pictures if index not in hit]
        if not hit:
            weak.append(f"{tag}: none of {len(pictures)} found by {name}")
    report.append("By tag: how many of the pictures that carry it have a finding of the check that answers to it.\n")
    table(["tag", "check", "pictures", "recall", "cannot tell"], lines)
    report.extend(failures + [""])
    lines, failures = [], []
    for name in checks[0]:
        wanted = {tag for tag, check in TAGS.items() if check == name}
        found = [index for index, check in enumerate(checks) if is_finding(check[name])]
        false = [index for index in found if not tags[index] & wanted]
        if not wanted:
            continue
        precision = f"{len(found) - len(false)}/{len(found)}" if found else "no findings"
        lines.append([name, " ".join(sorted(wanted)), precision])
        failures += [f"- {name}: {names[index]} ({value(checks[index][name])}; tagged {' '.join(sorted(tags[index]))})" for index in false]
        number(f"{name}, findings without its tag on labelled photographs", len(false), FLOORS["labelled"]["untagged"].get(name, 3))
    report.append("By check: how many of its findings are on pictures that carry one of its tags.\n")
    table(["check", "tags", "precision"], lines)
    report.extend(failures + [""])
    return [(SHARED / "faces" / name, check) for name, check in zip(names, checks)]


def value(check):
    return f"{check.get('value', check.get('reason'))} {check.get('unit', '')}".strip()


def causes(folder, photographs):
    """Sharp photographs blurred in a known way: by which cause is the finding told? Sizes are parts of the eyes' distance."""
    sharp = [(path, check["face-size"]["value"]) for path, check in photographs if check["sharpness"]["state"] == "good" and check["plain-background"]["state"] != "notMeasurable"]
    probed = subprocess.run([PROBE, *(str(path) for path, _ in sharp)], capture_output=True, text=True).stdout
    told = {}
    for (path, eyes), line in zip(sharp, probed.splitlines()):
        light = linear(read(path, folder))
        person = enlarged(numpy.array(json.loads(line)["mask"]), *light.shape[:2])[..., None]
        for truth, made in blurred(light, person, eyes):
            check = reports([write(numpy.clip(made, 0, 1), folder / "blurred.png", folder)])[0]["sharpness"]
            outcome = check.get("cause", "no finding" if check["state"] == "good" else "cannot tell")
            told.setdefault(truth, []).append(outcome)
    outcomes = ["dirtyLens", "defocus", "motion", "undetermined", "no finding", "cannot tell"]
    rows = [[truth, len(found), *(found.count(outcome) for outcome in outcomes)] for truth, found in told.items()]
    wrong = sum(found.count(outcome) for truth, found in told.items() for outcome in outcomes[:3] if outcome != truth)
    right = sum(found.count(truth) for truth, found in told.items())
    missed = sum(found.count("no finding") for found in told.values())
    total = sum(map(len, told.values()))
    report.append(f"## Causes of a blur\n{len(sharp)} sharp photographs blurred in a known way; which cause the report tells.\n")
    table(["blurred by", "pictures", *outcomes], rows)
    report.append(
        f"Right {number('blur, cause told rightly', right / total, FLOORS['causes']['right'], at_least=True)}, "
        f"wrong {number('blur, cause told wrongly', wrong / total, FLOORS['causes']['wrong'])}, "
        f"no finding {number('blur, not found', missed / total, FLOORS['causes']['missed'])}, of {total}.\n")


def blurred(light, person, eyes):
    """A dirty lens softens all, a lens set on something else the person, a movement all along a line."""
    for size in (0.04, 0.05):
        soft = gaussian(light, size * eyes)
        yield "dirtyLens", soft
        yield "defocus", person * soft + (1 - person) * light
    for angle in (0, 60, 135):
        yield "motion", moved(light, 0.2 * eyes, math.radians(angle))


def gaussian(light, deviation):
    radius = math.ceil(3 * deviation)
    weights = numpy.exp(-0.5 * (numpy.arange(-radius, radius + 1) / deviation) ** 2)
    for axis in (0, 1):
        padded = numpy.pad(light, [(radius, radius) if other == axis else (0, 0) for other in range(3)], mode="edge")
        parts = (weight * numpy.take(padded, range(shift, shift + light.shape[axis]), axis) for shift, weight in enumerate(weights / weights.sum()))
        light = sum(parts)
    return light


def moved(light, length, angle):
    steps = max(2, math.ceil(length))
    offsets = [round(length * (step / (steps - 1) - 0.5) * part) for step in range(steps) for part in (math.cos(angle), math.sin(angle))]
    height, width = light.shape[:2]
    sum_ = numpy.zeros_like(light)
    for x, y in zip(offsets[::2], offsets[1::2]):
        rows, columns = (numpy.arange(height) + y).clip(0, height - 1), (numpy.arange(width) + x).clip(0, width - 1)
        sum_ += light[rows][:, columns]
    return sum_ / steps


def enlarged(mask, height, width):
    """Between the middles of the mask's cells."""
    for axis, length in ((0, height), (1, width)):
        place = ((numpy.arange(length) + 0.5) * mask.shape[axis] / length - 0.5).clip(0, mask.shape[axis] - 1)
        low = numpy.minimum(place.astype(int), mask.shape[axis] - 2)
        part = (place - low).reshape((-1, 1) if axis == 0 else (1, -1))
        mask = numpy.take(mask, low, axis) * (1 - part) + numpy.take(mask, low + 1, axis) * part
    return mask


OUTPUT.mkdir(parents=True, exist_ok=True)
report.append("# Truth and fairness of the photo checks\n")
with tempfile.TemporaryDirectory() as scratch:
    standard(pathlib.Path(scratch))
    fairness(pathlib.Path(scratch))
    causes(pathlib.Path(scratch), labelled())
report.append("## Weak\nNo floor is broken by it, and it is less than one would wish for.\n\n" + ("\n".join(f"- {line}" for line in weak) or "Nothing.") + "\n")
report.append("## Below a floor\n" + ("\n".join(f"- {miss}" for miss in misses) or "Nothing."))
(OUTPUT / "report.md").write_text("\n".join(report) + "\n")
print(f"{OUTPUT}/report.md: {len(misses)} below a floor, {len(weak)} weak")
for miss in misses:
    print(f"  {miss}")
sys.exit(1 if misses else 0)
