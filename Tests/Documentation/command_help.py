"""What the command says of itself by --experimental-dump-help: for the manual pages and for the reference."""
import dataclasses
import json
import re
import subprocess


@dataclasses.dataclass
class Argument:
    """An argument, option or flag."""

    kind: str
    names: list[str]
    value: str
    sentence: str
    values: list[str]
    default: str | None
    is_optional: bool
    is_repeating: bool

    @property
    def term(self) -> str:
        """How it is written: `--top <n>`, or `<store>`."""
        if self.kind == "positional":
            return f"<{self.value}>"
        value = f" <{self.value}>" if self.kind == "option" else ""
        return ", ".join(self.names) + value

    @property
    def usage(self) -> str:
        text = self.term if self.kind == "positional" else self.names[-1] + (f" <{self.value}>" if self.kind == "option" else "")
        text += " ..." if self.is_repeating else ""
        return f"[{text}]" if self.is_optional else text

    @property
    def text(self) -> str:
        """The sentence, with the values and the default that it does not name itself."""
        parts = [self.sentence.rstrip()]
        if self.values and not all(re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", self.sentence) for value in self.values):
            parts.append("One of: " + ", ".join(self.values) + ".")
        if self.default is not None and "default" not in self.sentence.lower():
            number = self.default[:-2] if re.fullmatch(r"-?\d+\.0", self.default) else self.default
            parts.append(f"Default: {number}.")
        return " ".join(parts)


@dataclasses.dataclass
class Subcommand:
    """A subcommand, or the command itself."""

    name: str
    abstract: str
    discussion: str
    arguments: list[Argument]

    @property
    def blocks(self) -> list[tuple[str, str]]:
        """The discussion as paragraphs (`text`) and what stands as it is (`literal`), in their order."""
        found = []
        for block in re.split(r"\n\s*\n", self.discussion or ""):
            for lines in re.findall(r"(?:^  .*\n?)+|(?:^(?!  ).+\n?)+", block, re.M):
                is_literal = lines.startswith("  ")
                text = "\n".join(line[2:] for line in lines.rstrip().splitlines()) if is_literal else " ".join(lines.split())
                if found and is_literal and found[-1][0] == "literal":
                    found[-1] = ("literal", found[-1][1] + "\n\n" + text)
                else:
                    found.append(("literal" if is_literal else "text", text))
        return found


def exit_codes(command: Subcommand) -> list[tuple[str, str]]:
    """Code and meaning, by the table of the command's own help."""
    table = command.discussion.partition("Exit codes:")[2]
    return re.findall(r"^  (\d+)  (.*)$", table, re.M)


def read(binary) -> tuple[Subcommand, list[Subcommand]]:
    """The command and its subcommands, in their order."""
    run = subprocess.run([binary, "--experimental-dump-help"], capture_output=True, text=True, check=True)
    command = json.loads(run.stdout)["command"]
    return parsed(command), [parsed(one) for one in command["subcommands"] if one["commandName"] != "help"]


def parsed(command: dict) -> Subcommand:
    arguments = []
    for one in command.get("arguments") or []:
        if not one.get("shouldDisplay", True):
            continue
        names = sorted(
            ("-" if name["kind"] == "short" else "--") + name["name"] for name in one.get("names") or [])
        names.sort(key=len)
        arguments.append(Argument(
            kind=one["kind"], names=names, value=one.get("valueName") or "", sentence=one.get("abstract") or "",
            values=one.get("allValues") or [], default=one.get("defaultValue"), is_optional=one["isOptional"],
            is_repeating=one["isRepeating"]))
    return Subcommand(command["commandName"], command["abstract"], command.get("discussion") or "", arguments)
