"""Runs one command and writes its seconds and its peak of memory in bytes.

usage: measured.py RESULT COMMAND…      A process of its own, since a child's peak begins with what its parent held.
"""

import os
import sys
import time

start = time.monotonic()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - start
with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write(f"{seconds} {usage.ru_maxrss * (1 if sys.platform == 'darwin' else 1024)}")
sys.exit(os.waitstatus_to_exitcode(status))
