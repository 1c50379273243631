# SPDX-License-Identifier: Apache-2.0
"""A live frame with every measure in V8 beside MediaPipe's FaceMesh, native and for video, which measures nothing:
facemesh.py MODULE NETWORKS-FOLDER FRAME.rgba. The frame, 640 × 480 pixels, is moved a little from one to the next, which makes
a clip; both take turns with it."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["GLOG_minloglevel"] = "3"

import mediapipe
import numpy

TURNS, FRAMES = 12, 90
module, networks, frame = sys.argv[1:]
picture = numpy.fromfile(frame, numpy.uint8).reshape(480, 640, 4)
clip = [numpy.roll(picture, (number % 5, number * 3 % 11), (0, 1)) for number in range(FRAMES)]
colours = [numpy.ascontiguousarray(picture[:, :, :3]) for picture in clip]
mesh = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=False, max_num_faces=1, refine_landmarks=False)


def of_mediapipe():
    times = []
    for colour in colours:
        start = time.perf_counter()
        seen = mesh.process(colour)
        times.append((time.perf_counter() - start) * 1000)
        assert seen.multi_face_landmarks, "MediaPipe sees no face in the clip"
    return times


with tempfile.NamedTemporaryFile(suffix=".rgba") as file:
    for picture in clip:
        picture.tofile(file)
    file.flush()
    script = os.path.join(os.path.dirname(__file__), "live.mjs")
    node = subprocess.Popen(
        ["node", script, module, networks, file.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def of_module():
        node.stdin.write("\n")
        node.stdin.flush()
        return json.loads(node.stdout.readline())

    of_mediapipe(), of_module()
    turns = [(of_mediapipe(), of_module()) for _ in range(TURNS)]
    node.stdin.close()
    node.wait()

theirs = statistics.median(time for turn in turns for time in turn[0])
ours = statistics.median(time for turn in turns for time in turn[1])
ratio = statistics.median(statistics.median(turn[1]) / statistics.median(turn[0]) for turn in turns)
worst = max(time for turn in turns for time in turn[1])
print(f"live frame, every measure    {ours:.3f} ms, {ratio:.2f} times FaceMesh's {theirs:.3f} ms; the worst of {TURNS * FRAMES} {worst:.3f} ms")
