#!/usr/bin/env python3
"""What the command is made of: a bill of materials in SPDX 2.3 (JSON), and the licences of all of it.

  sbom.py BINARY > repartee.spdx.json
  sbom.py BINARY --licences FOLDER

Swift packages are those of Package.resolved, the system's libraries those that the binary is linked with, as ldd and dpkg know
them, those of Swift the ones beside the compiler. The same binary, versions and commit give the same bytes.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
from datetime import datetime, timezone

root = pathlib.Path(__file__).resolve().parents[2]
# Licences of the Swift packages, as their own files have them; a package that is not here is refused, so that somebody looks.
LICENCES = {
    "grdb.swift": "MIT", "swift-argument-parser": "Apache-2.0 WITH Swift-exception",
    "swift-collections": "Apache-2.0 WITH Swift-exception", "swift-mustache": "Apache-2.0", "yams": "MIT",
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def identifier(name):
    return "SPDXRef-Package-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def libraries(binary):
    """Name → file of every library that the binary is linked with, directly or by another one."""
    found = {}
    for line in run("ldd", binary).splitlines():
        match = re.match(r"\s*(?:(\S+) => )?(/\S+)", line)
        if match:
            found[match.group(1) or os.path.basename(match.group(2))] = os.path.realpath(match.group(2))
        elif "not found" in line:
            sys.exit(f"{binary}: {line.strip()}")
    return found


def debian(path):
    """The package of a file, its version and where its copyright stands; None where dpkg knows no such file."""
    for place in {path, path.replace("/usr/lib/", "/lib/", 1), "/usr" + path}:
        answer = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
        if answer.returncode == 0:
            package = answer.stdout.split(": ")[0].split(",")[0]
            version = run("dpkg-query", "-W", "-f=${Version}", package)
            return package.split(":")[0], version, f"/usr/share/doc/{package.split(':')[0]}/copyright"
    return None


def swift_licence(path):
    """The licence file of a Swift installation that holds a library, or None."""
    for parent in pathlib.Path(path).parents:
        if (parent / "share/swift/LICENSE.txt").exists():
            return parent / "share/swift/LICENSE.txt"
    return None


def materials(binary):
    """All packages: name, version, where from, licence, licence file, what it holds."""
    packages = []
    for pin in json.loads((root / "Package.resolved").read_text())["pins"]:
        name, state = pin["identity"], pin["state"]
        if name not in LICENCES:
            sys.exit(f"{name}: a package without a licence in {__file__}; look at its licence, and name it there")
        checkout = root / ".build/checkouts" / pathlib.Path(pin["location"]).stem.removesuffix(".git")
        if not checkout.exists():
            checkout = root / ".build/checkouts" / pathlib.Path(pin["location"]).name.removesuffix(".git")
        files = sorted(file for file in checkout.iterdir() if file.name.upper().startswith(("LICENSE", "NOTICE")))
        if not any(file.name.upper().startswith("LICENSE") for file in files):
            sys.exit(f"{checkout}: no licence file")
        packages.append({
            "name": name, "version": state["version"], "location": f"git+{pin['location']}@{state['revision']}",
            "licence": LICENCES[name], "files": files, "comment": None,
        })
    held = {}
    for library, path in libraries(binary).items():
        known = debian(path)
        if known:
            name, version, copyright_file = known
            entry = held.setdefault(name, {
                "name": name, "version": version, "location": f"pkg:deb/{name}@{version}", "licence": "NOASSERTION",
                "files": [pathlib.Path(copyright_file)], "libraries": []})
        else:
            licence = swift_licence(path)
            if licence is None:
                sys.exit(f"{path}: neither dpkg nor a Swift installation knows this library")
            version = re.search(r"version (\S+)", run("swift", "--version")).group(1)
            entry = held.setdefault("swift-runtime", {
                "name": "swift-runtime", "version": version, "location": f"https://www.swift.org/download/#{version}",
                "licence": "Apache-2.0 WITH Swift-exception", "files": [licence], "libraries": []})
        entry["libraries"].append(library)
    for name in sorted(held):
        entry = held[name]
        entry["comment"] = "libraries: " + " ".join(sorted(entry.pop("libraries")))
        packages.append(entry)
    return packages


def document(binary):
    version = run(binary, "--version").strip()
    packages = materials(binary)
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", str(root), "log", "-1", "--format=%ct").strip()
    created = datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(pathlib.Path(binary).read_bytes()).hexdigest()
    own = {
        "SPDXID": "SPDXRef-Package-repartee", "name": "repartee", "versionInfo": version, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "Apache-2.0",
        "copyrightText": (root / "LICENSE").read_text().strip(), "primaryPackagePurpose": "APPLICATION",
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
    }
    listed = [own] + [{
        "SPDXID": identifier(package["name"]), "name": package["name"], "versionInfo": package["version"],
        "downloadLocation": package["location"] if not package["location"].startswith("pkg:") else "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": package["licence"],
        "copyrightText": "NOASSERTION", "primaryPackagePurpose": "LIBRARY",
        **({"comment": package["comment"]} if package["comment"] else {}),
        **({"externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": package["location"]}]}
           if package["location"].startswith("pkg:") else {}),
    } for package in packages]
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"repartee-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/repartee-{version}-{digest}",
        "creationInfo": {"created": created, "creators": ["Tool: repartee-sbom"]},
        "packages": listed,
        "relationships": [{
            "spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
            "relatedSpdxElement": "SPDXRef-Package-repartee"}] + [{
                "spdxElementId": "SPDXRef-Package-repartee",
                "relationshipType": "DYNAMIC_LINK" if package["comment"] else "STATIC_LINK",
                "relatedSpdxElement": identifier(package["name"])} for package in packages],
    }


def main():
    if len(sys.argv) == 2:
        json.dump(document(sys.argv[1]), sys.stdout, indent=2, ensure_ascii=False)
        print()
    elif len(sys.argv) == 4 and sys.argv[2] == "--licences":
        folder = pathlib.Path(sys.argv[3])
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copyfile(root / "LICENSE", folder / "repartee")
        for package in materials(sys.argv[1]):
            texts = [file.read_text(errors="replace") for file in package["files"]]
            (folder / package["name"]).write_text("\n".join(texts))
    else:
        sys.exit(__doc__)


main()
