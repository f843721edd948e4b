#!/usr/bin/env python3
"""Sees that the bill of materials beside an installed command is SPDX 2.3, names every library that the command is linked with, and
that each of its packages has a licence beside it. Exit status 1, and what is missing, where not."""
import json
import pathlib
import re
import subprocess
import sys

binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
bill = json.loads((folder / "repartee.spdx.json").read_text())
problems = []
for key in ["spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages", "relationships"]:
    if key not in bill:
        problems.append(f"the bill has no {key}")
if bill.get("spdxVersion") != "SPDX-2.3" or bill.get("dataLicense") != "CC0-1.0":
    problems.append("the bill is not of SPDX 2.3")
identifiers = {package["SPDXID"] for package in bill["packages"]}
if len(identifiers) != len(bill["packages"]):
    problems.append("two packages have one identifier")
for package in bill["packages"]:
    for key in ["SPDXID", "name", "versionInfo", "downloadLocation", "licenseDeclared"]:
        if not package.get(key):
            problems.append(f"{package.get('name')} has no {key}")
    if not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]):
        problems.append(f"{package['SPDXID']} is no identifier of SPDX")
    licence = folder / "licences" / package["name"]
    if not licence.exists() or len(licence.read_text(errors="replace").strip()) < 100:
        problems.append(f"{package['name']} has no licence in {folder}/licences")
for relationship in bill["relationships"]:
    for end in ["spdxElementId", "relatedSpdxElement"]:
        if relationship[end] not in identifiers | {"SPDXRef-DOCUMENT"}:
            problems.append(f"a relationship leads to {relationship[end]}, which is not there")
named = " ".join(package.get("comment", "") for package in bill["packages"]).split()
for line in subprocess.run(["ldd", binary], check=True, capture_output=True, text=True).stdout.splitlines():
    name = line.split()[0]
    if "/" in line and "vdso" not in name and name.split("/")[-1] not in named:
        problems.append(f"{name} is linked and in no package of the bill")
print("\n".join(problems) or f"materials: {len(bill['packages'])} packages, each with its licence")
sys.exit(1 if problems else 0)
