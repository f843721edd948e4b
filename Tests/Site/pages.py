#!/usr/bin/env python3
"""Writes the guide's pages as the site's generator takes them: pages.py FOLDER.

The catalogue `Repartee.docc` stays the one source. Links between pages (`<doc:Page>`) get the title that the page has,
the topics of the first page become the contents, and headings that DocC alone asks for
go. API pages are made by api.py from what the compiler says of the public declarations.
"""
import pathlib
import re
import shutil
import sys

import api

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "Sources/Repartee/Repartee.docc"
FIRST = "Repartee"
CODE = re.compile(r"(^```.*?^```|``[^`]+``|`[^`\n]+`)", re.M | re.S)


def outside_code(text: str, change) -> str:
    """The text with its parts outside code changed."""
    return "".join(part if index % 2 else change(part) for index, part in enumerate(CODE.split(text)))


def titles() -> dict[str, str]:
    return {page.stem: re.match(r"# (.*)", page.read_text()).group(1).strip("` ") for page in GUIDE.glob("*.md")}


def name(page: str) -> str:
    return "index" if page == FIRST else page


def converted(text: str, title_of: dict[str, str], folder: str = "") -> str:
    def link(found: re.Match) -> str:
        page = found.group(1)
        if page not in title_of:
            sys.exit(f"<doc:{page}> leads to no page")
        return f"[{title_of[page]}]({folder}{name(page)}.md)"

    def image(found: re.Match) -> str:
        if not (GUIDE / found.group(2)).is_file():
            sys.exit(f"there is no image {found.group(2)}")
        return f"![{found.group(1)}]({folder}{found.group(2)})"

    def change(part: str) -> str:
        part = re.sub(r"<doc:(\w+)>", link, part)
        part = re.sub(r"!\[([^\]]*)\]\(([\w-]+\.svg)\)", image, part)
        part = re.sub(r"^<!-- .*? -->\n", "", part, flags=re.M)
        return part.replace("## Overview\n\n", "", 1)

    text = re.sub(r"^# ``(.*?)``$", r"# \1", text, flags=re.M)
    text = outside_code(text, change)
    # What stood below the overview stands below the title.
    before, found, after = text.partition("\n## ")
    return outside_code(before, lambda part: re.sub(r"^###(?=#* )", "##", part, flags=re.M)) + found + after


def contents(topics: str, more: list[str]) -> str:
    """The topics of the first page as tables of contents."""
    lines = []
    for title, body in re.findall(r"^### (.*?)\n(.*?)(?=^### |\Z)", topics, re.M | re.S):
        pages = [name(page) for page in re.findall(r"<doc:(\w+)>", body)]
        pages += more if title == "For developers" else []
        lines += ["```{toctree}", f":caption: {title}", ":maxdepth: 1", ":hidden:", "", *pages, "```", ""]
    return "\n".join(lines)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True)
    for image in GUIDE.glob("*.svg"):
        shutil.copy(image, folder)
    title_of = titles()
    modules = api.write(folder / "api", lambda text: converted(text, title_of, "../"))
    first = (GUIDE / f"{FIRST}.md").read_text()
    listed = set(re.findall(r"<doc:(\w+)>", first.partition("## Topics")[2]))
    if lost := title_of.keys() - listed - {FIRST}:
        sys.exit(f"no topic of {FIRST}.md lists {', '.join(sorted(lost))}")
    for page in GUIDE.glob("*.md"):
        text, _, topics = page.read_text().partition("## Topics")
        text = converted(text, title_of)
        if page.stem == FIRST:
            text += "\n" + contents(topics, modules)
        (folder / f"{name(page.stem)}.md").write_text(text)


main()
