#!/usr/bin/env python3
"""Puts the wheel together: wheel.py LIBRARY FOLDER. Its platform tag is any Linux on this processor; auditwheel finds the true one.

The same sources and the same library give the same bytes.
"""

import base64
import hashlib
import pathlib
import platform
import re
import sys
import zipfile

root = pathlib.Path(__file__).resolve().parent
library, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
project = (root / "pyproject.toml").read_text()


def setting(name: str) -> str:
    found = re.search(rf'^{name} = "(.*)"$', project, re.M)
    assert found, f"pyproject.toml lacks {name}"
    return found[1]


name, version = setting("name"), setting("version")
assert f'__version__ = "{version}"' in (root / "src" / name / "__init__.py").read_text(), "two versions"
tag = f"py3-none-linux_{platform.machine()}"
info = f"{name}-{version}.dist-info"
classifiers = re.findall(r'^  "(.* :: .*)",$', project, re.M)
# Those of what is linked into the library.
licences = sorted((library.parent / "licences").iterdir())
metadata = [
    "Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", f"Summary: {setting('description')}",
    f"License-Expression: {setting('license')}", "License-File: LICENSE", *(f"License-File: {path.name}" for path in licences), f"Requires-Python: {setting('requires-python')}",
    *(f"Classifier: {text}" for text in classifiers), "Description-Content-Type: text/markdown", "",
    (root / "README.md").read_text(),
]
files = {
    f"{name}/{path.name}": path.read_bytes()
    for path in sorted((root / "src" / name).iterdir()) if path.suffix == ".py" or path.name == "py.typed"
}
files[f"{name}/{library.name}"] = library.read_bytes()
files[f"{info}/METADATA"] = "\n".join(metadata).encode()
files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: repartee\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
files[f"{info}/licenses/LICENSE"] = (root.parent / "LICENSE").read_bytes()
files |= {f"{info}/licenses/{path.name}": path.read_bytes() for path in licences}
record = []
for path, data in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    record.append(f"{path},sha256={digest},{len(data)}\n")
files[f"{info}/RECORD"] = ("".join(record) + f"{info}/RECORD,,\n").encode()
folder.mkdir(parents=True, exist_ok=True)
wheel = folder / f"{name}-{version}-{tag}.whl"
with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
    for path, data in files.items():
        entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
        entry.external_attr = (0o755 if path.endswith(".so") else 0o644) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, data)
print(wheel)
