# SPDX-License-Identifier: Apache-2.0
"""Runs a program and tells what it cost, as JSON: measure.py PROGRAM ARGUMENT… A process of its own, because the system counts
the memory of the process that starts a program as the program's: this one is small."""

import json
import os
import subprocess
import sys
import time

start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
output = process.stdout.read()
_, status, usage = os.wait4(process.pid, 0)
wall = time.perf_counter() - start
process.returncode = os.waitstatus_to_exitcode(status)
json.dump({
    "wall": wall, "user": usage.ru_utime, "system": usage.ru_stime, "mebibytes": usage.ru_maxrss / 1024,
    "status": process.returncode, "output": output.decode(),
}, sys.stdout)
