# SPDX-License-Identifier: Apache-2.0
"""The networks natively against LiteRT with XNNPACK, one thread each: host.py PROGRAM MODEL.tflite… A network's file lies
beside its model. Both take turns of ten runs; a turn's time is its fastest run, a ratio is of neighbouring turns, and the
median over all turns is printed."""

import statistics
import subprocess
import sys
import time

from ai_edge_litert.interpreter import Interpreter

TURNS = 60
RUNS = 10


def of_litert(model):
    interpreter = Interpreter(model_path=model, num_threads=1)
    interpreter.allocate_tensors()

    def fastest():
        times = []
        for _ in range(RUNS):
            start = time.perf_counter_ns()
            interpreter.invoke()
            times.append(time.perf_counter_ns() - start)
        return min(times)

    return fastest


def of_program(program, kernels):
    def fastest():
        program.stdin.write(f"{kernels} {RUNS}\n")
        program.stdin.flush()
        return int(program.stdout.readline())

    return fastest


for model in sys.argv[2:]:
    network = model.replace(".tflite", ".network")
    program = subprocess.Popen([sys.argv[1], network], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    sides = [of_litert(model), of_program(program, "host"), of_program(program, "portable")]
    for side in sides:
        side()
    turns = [[side() for side in sides] for _ in range(TURNS)]
    litert, host, portable = (statistics.median(times) / 1e6 for times in zip(*turns))
    ratio = statistics.median(turn[1] / turn[0] for turn in turns)
    gain = statistics.median(turn[2] / turn[1] for turn in turns)
    name = model.split("/")[-1].removesuffix(".tflite")
    print(f"{name:28} LiteRT {litert:.3f} ms  here {host:.3f} ms, {ratio:.2f} times  four lanes {portable:.3f} ms, {gain:.2f} times the widest")
    program.stdin.close()
    program.wait()
