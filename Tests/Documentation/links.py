#!/usr/bin/env python3
"""Sees that every link and image of the repository's pages leads to a file, and every `<doc:Page>` to a page."""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
listed = subprocess.run(["git", "ls-files", "*.md", "--others", "--cached", "--exclude-standard"], cwd=root,
                        capture_output=True, text=True, check=True).stdout.split()
pages = [root / name for name in sorted(set(listed)) if (root / name).is_file()]
guide = {page.stem for page in (root / "Sources/Repartee/Repartee.docc").glob("*.md")}
problems, count = [], 0
for page in pages:
    text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(), flags=re.M | re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        count += 1
        target = link.partition("#")[0]
        if not re.match(r"https?://|mailto:", link) and target and not (page.parent / target).exists():
            problems.append(f"{page.relative_to(root)}: {link} leads nowhere")
    for name in re.findall(r"<doc:(\w+)>", text):
        count += 1
        if name not in guide:
            problems.append(f"{page.relative_to(root)}: <doc:{name}> leads nowhere")
print("\n".join(problems) or f"{count} links and images of {len(pages)} pages lead somewhere.")
sys.exit(1 if problems else 0)
