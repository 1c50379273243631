# SPDX-License-Identifier: Apache-2.0
"""Runs a TensorFlow Lite model in LiteRT: litert.py MODEL INPUT OUTPUT; float32, little endian, outputs one after another."""

import sys

import numpy
from ai_edge_litert.interpreter import Interpreter

model, source, target = sys.argv[1:]
interpreter = Interpreter(model_path=model, num_threads=1)
interpreter.allocate_tensors()
(entry,) = interpreter.get_input_details()
frames = numpy.fromfile(source, "<f4").reshape(-1, *entry["shape"][1:])
outputs = []
for frame in frames:
    interpreter.set_tensor(entry["index"], frame[None])
    interpreter.invoke()
    outputs += [interpreter.get_tensor(output["index"]).ravel() for output in interpreter.get_output_details()]
numpy.concatenate(outputs).astype("<f4").tofile(target)
