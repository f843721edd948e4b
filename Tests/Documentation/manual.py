#!/usr/bin/env python3
"""Writes the manual pages, one a subcommand, from what the command says of itself: manual.py COMMAND FOLDER.

The pages are mdoc in UTF-8: text is filled and examples are not, minus signs can be copied, and every default is said.
"""
import datetime
import os
import pathlib
import re
import subprocess
import sys
import textwrap

import command_help

TITLE = "repartee"


def escaped(text: str) -> str:
    """Text as roff takes it: no escapes, no requests, and hyphens that stay minus signs."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", text, flags=re.M)


def sentences(text: str) -> str:
    """A sentence a line, which roff spaces by itself."""
    return re.sub(r"(?<=[.!?]) (?=[A-Z“])", "\n", text)


def quoted(text: str) -> str:
    """A macro's argument: one word to roff, whatever it holds."""
    return '"' + escaped(text).replace('"', '""') + '"'


def paragraph(text: str) -> list[str]:
    wrapped = [textwrap.fill(one, 78, break_on_hyphens=False, break_long_words=False) for one in sentences(text).splitlines()]
    # No word is divided at the end of a line: many are values to be copied.
    return re.sub(r"(?<!\S)(?=\S{5})", r"\\%", escaped("\n".join(wrapped))).splitlines()


def items(pairs: list[tuple[str, str]]) -> list[str]:
    lines = [".Bl -tag -width Ds"]
    for term, text in pairs:
        lines += [f".It {quoted(term)}", *paragraph(text)]
    return [*lines, ".El"]


def literal(text: str) -> list[str]:
    return [".Bd -literal -offset indent", *escaped(text).splitlines(), ".Ed"]


def page(
    command: command_help.Subcommand, root: command_help.Subcommand, others: list[tuple[str, str]], date: str, version: str
) -> str:
    """One page: of a subcommand, or of the command where `command` is the root."""
    is_root = command is root
    name = TITLE if is_root else f"{TITLE}-{command.name}"
    lines = [
        ".\\\" -*- coding: utf-8 -*-", f".Dd {date}", f".Dt {escaped(name.upper())} 1", f".Os Repartee {version}",
        ".Sh NAME", f".Nm {escaped(name)}", ".Nd " + " ".join(paragraph(command.abstract)).rstrip("."),
        ".Sh SYNOPSIS", ".Nm " + (TITLE if is_root else f"{TITLE} {command.name}"),
    ]
    if is_root:
        lines += [".Ar subcommand", ".Op Ar argument ..."]
    for argument in command.arguments:
        lines.append(f".No {quoted(argument.usage)}")
    lines.append(".Sh DESCRIPTION")
    lines += paragraph(command.abstract)
    examples = []
    for kind, text in command.blocks:
        if text == "Exit codes:":
            break
        if kind == "literal":
            examples.append(text)
        else:
            lines += [".Pp", *paragraph(text)]
    if is_root:
        lines += [".Ss Subcommands", *items(others)]
    for title, chosen in [
        ("Arguments", [one for one in command.arguments if one.kind == "positional"]),
        ("Options", [one for one in command.arguments if one.kind != "positional"]),
    ]:
        if chosen:
            lines += [f".Ss {title}", *items([(one.term, one.text) for one in chosen])]
    lines += [".Sh EXIT STATUS", *items(command_help.exit_codes(root))]
    if examples:
        lines += [".Sh EXAMPLES"]
        for example in examples:
            lines += literal(example)
    if is_root:
        lines += [".Sh SEE ALSO", *[f".Xr {escaped(f'{TITLE}-{other}')} 1" + (" ," if other != others[-1][0] else "")
                                     for other, _ in others]]
    else:
        lines += [".Sh SEE ALSO", f".Xr {TITLE} 1"]
    return "\n".join(lines) + "\n"


def written(binary: str) -> dict[str, str]:
    """File name → page."""
    root, subcommands = command_help.read(binary)
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or pathlib.Path(binary).stat().st_mtime)
    day = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc)
    date = f"{day:%B} {day.day}, {day.year}"
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    others = sorted((one.name, one.abstract) for one in subcommands)
    pages = {f"{TITLE}.1": page(root, root, others, date, version)}
    for one in subcommands:
        pages[f"{TITLE}-{one.name}.1"] = page(one, root, others, date, version)
    return pages


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written(sys.argv[1]).items():
        (folder / name).write_text(text, encoding="utf-8")
