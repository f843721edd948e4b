#!/usr/bin/env python3
"""Sees that a program is hardened: position-independent (PIE), its tables read-only (RELRO, at once), its stack not executable
(NX). Exit status 1 where one is missing."""
import subprocess
import sys


def readelf(*options):
    return subprocess.run(["readelf", "-W", *options, sys.argv[1]], check=True, capture_output=True, text=True).stdout


header, segments, dynamic = readelf("-h"), readelf("-l"), readelf("-d")
stack = next((line for line in segments.splitlines() if "GNU_STACK" in line), "")
writable = [line for line in segments.splitlines() if line.strip().startswith("LOAD") and "RWE" in line]
checks = {
    "PIE": "DYN (Position-Independent Executable file)" in header,
    "RELRO": "GNU_RELRO" in segments,
    "tables bound at once": "BIND_NOW" in dynamic or "NOW" in dynamic.split("FLAGS_1", 1)[-1].split("\n", 1)[0],
    "NX": stack != "" and "E" not in stack.split()[-2],
    "no segment both writable and executable": not writable,
    "no search path of the builder's for libraries": not any(
        "/home/" in line or "/root/" in line for line in dynamic.splitlines() if "RPATH" in line or "RUNPATH" in line),
}
for name, holds in checks.items():
    print(f"hardening: {name}: {'yes' if holds else 'NO'}")
sys.exit(0 if all(checks.values()) else 1)
