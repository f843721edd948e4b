#!/usr/bin/env python3
"""Counts the words of sentences in README and guide, and the lines of decisions.

Sentences have 25 words at most as a rule. None of README, of the pages to start with and of the task pages has more than 40, and
of theirs one in twenty at most has more than 25. Each of these pages begins with one question, and has a command, what to look at
and what goes wrong; but not the two pages to hand out with a briefing. A decision has five lines of 130 characters at most, and a title. Some words
are not used, since a newcomer has to look them up or there is a plainer one.
"""
import re
import sys
import textwrap

import blocks

NOT_USED = ["anew", "amiss", "hangs on", "backmost", "save for", "whilst", "heretofore", "inks?"]
LONGEST, AS_A_RULE, EXCEPTIONS, WIDTH, LINES = 40, 25, 0.05, 130, 5


def sentences(text: str) -> list[str]:
    """The sentences of a page's own text: without code, tables, headings and what is generated. Code and links are a word each."""
    text = re.sub(r"<!-- generated.*?<!-- end -->|^```.*?^```", "\n\n", text, flags=re.M | re.S)
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("|", "#", "![")))
    text = re.sub(r"`[^`]*`|<doc:\w+>|https?://\S+", "code", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    found = []
    for paragraph in re.split(r"\n\s*\n|\n(?=- )|\n(?=\d+\. )", text):
        found += re.split(r"(?<=[.?!])\s+", " ".join(paragraph.split()))
    return [one for one in found if len(one.split()) > 1]


HANDED_OUT = {"WhatTheFiguresMean", "WhatTheyDoNotMean"}
# What a page of a task has, and how it is found.
PARTS = {"question below its title": r"\A# .*\n\n[^\n]*\?\n", "command": r"^```(?:console|sh)$", "“Look at”": r"\*\*Look at\*\*",
         "“What goes wrong”": r"[Ww]hat goes wrong|\*\*If "}
topics = (blocks.GUIDE / "Repartee.md").read_text().partition("## Topics")[2]
plain = {name for title, body in re.findall(r"^### (.*?)\n(.*?)(?=^### |\Z)", topics, re.M | re.S) if title in ("Start", "Tasks")
         for name in re.findall(r"<doc:(\w+)>", body)} | {"README", "Repartee"}
problems, every, long = [], 0, 0
for page in blocks.PAGES:
    text = page.read_text()
    for word in NOT_USED:
        if found := re.search(rf"\b{word}\b", text, re.I):
            problems.append(f"{page.name}: “{found.group(0)}” is not a word of the guide")
    if page.stem in plain:
        if page.stem not in HANDED_OUT | {"README", "Repartee"}:
            problems += [f"{page.name} has no {part}" for part, pattern in PARTS.items() if not re.search(pattern, text, re.M)]
        lengths = {sentence: len(sentence.split()) for sentence in sentences(text)}
        every += len(lengths)
        long += sum(length > AS_A_RULE for length in lengths.values())
        problems += [f"{page.name}: {length} words: {sentence}" for sentence, length in lengths.items() if length > LONGEST]
if long > EXCEPTIONS * every:
    problems.append(f"{long} of {every} sentences have more than {AS_A_RULE} words")
decisions = re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", (blocks.GUIDE / "Decisions.md").read_text(), re.M | re.S)[1:]
for title, body in decisions:
    lines = len(textwrap.wrap(" ".join(body.split()), WIDTH, break_on_hyphens=False))
    if lines > LINES or "|" in body:
        problems.append(f"the decision “{title}” has {lines} lines of {WIDTH} characters, or a table")
print("\n".join(problems) or f"{every} sentences of {len(plain)} pages, {long} of more than {AS_A_RULE} words, none above {LONGEST}; "
      f"{len(decisions)} decisions of {LINES} lines at most.")
sys.exit(1 if problems else 0)
