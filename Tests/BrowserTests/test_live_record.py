# SPDX-License-Identifier: Apache-2.0
"""A run of the live check can be recorded without its pictures; the same pixels give the command the same reports."""

import base64
import hashlib
import json
import subprocess

from conftest import COMMAND
from films import ffmpeg

# Keeps the pixels of every frame that the page hands to the core, as the core sees them.
KEEP_PIXELS = """
    window.kept = [];
    const bitmapOf = createImageBitmap;
    globalThis.createImageBitmap = async (...given) => {
      const bitmap = await bitmapOf(...given);
      if (window.kept.length < 24) {
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb", willReadFrequently: true });
        context.drawImage(bitmap, 0, 0);
        window.kept.push(context.getImageData(0, 0, bitmap.width, bitmap.height).data);
      }
      return bitmap;
    };"""

READ_PIXELS = """(number) => {
    const bytes = window.kept[number];
    let text = "";
    for (let start = 0; start < bytes.length; start += 32768) text += String.fromCharCode(...bytes.subarray(start, start + 32768));
    return btoa(text);
}"""


def recorded_run(reader):
    """The record's text, of a run that was stopped after a while."""
    reader.widget.get_by_role("checkbox").check()
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.page.wait_for_timeout(1500)
    reader.press("Stop")
    with reader.page.expect_download() as download:
        reader.widget.get_by_role("link", name="Download the record").click()
    return download.value.path().read_text()


def film_of(frames, folder):
    """The frames as a film without loss, each at its own time."""
    (_, width, height, _), *_ = frames
    raw, film = folder / "frames.rgba", folder / "film.mkv"
    raw.write_bytes(b"".join(rgba for _, _, _, rgba in frames))
    times = "+".join(f"eq(N,{number})*{frame[0]}" for number, frame in enumerate(frames))
    ffmpeg(
        "-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{width}x{height}", "-r", "1000", "-i", raw,
        "-vf", f"settb=1/1000,setpts='{times}',format=rgb24", "-c:v", "png", "-fps_mode", "passthrough", "-enc_time_base", "1:1000", film)
    return film


def test_a_recorded_run_replayed_by_the_command_gives_the_same_bytes(open_reader, tmp_path):
    reader = open_reader(script=KEEP_PIXELS)
    text = recorded_run(reader)
    record = json.loads(text)
    entries = record["frames"]
    assert (record["record"], record["session"], entries[0]["milliseconds"]) == (1, "live", 0)
    frames = []
    for number, entry in enumerate(entries[:reader.page.evaluate("window.kept.length")]):
        rgba = base64.b64decode(reader.page.evaluate(READ_PIXELS, number))
        assert hashlib.sha256(rgba).hexdigest() == entry["rgba"]
        frames.append((entry["milliseconds"], entry["width"], entry["height"], rgba))
    assert len(frames) >= 10
    lines = subprocess.run(
        [COMMAND, "check", "video", "--json", film_of(frames, tmp_path)], capture_output=True, text=True).stdout.splitlines()
    natively = [line.split('"report":', 1)[1].removesuffix("}") for line in lines]
    in_the_page = [line.split('"report":', 1)[1].removesuffix(",").removesuffix("}") for line in text.splitlines()[1:-1]]
    assert len(natively) == len(frames)
    for number, report in enumerate(natively):
        assert report == in_the_page[number], number


def test_a_record_holds_no_picture_and_is_made_only_where_it_is_asked_for(open_reader):
    reader = open_reader()
    text = recorded_run(reader)
    assert len(text) / len(json.loads(text)["frames"]) < 8000
    reader.widget.get_by_role("checkbox").uncheck()
    reader.start_camera()
    reader.expect_saying("Come a little nearer")
    reader.press("Stop")
    reader.page.wait_for_timeout(500)
    assert reader.widget.get_by_role("link", name="Download the record").count() == 0
