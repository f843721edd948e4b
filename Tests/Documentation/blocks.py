"""The blocks of README and guide, and the commands of those that show a terminal."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "Sources/Repartee/Repartee.docc"
PAGES = [ROOT / "README.md", *sorted(GUIDE.glob("*.md"))]
ANY = re.compile(r"^```([\w-]*)\n(.*?)^```", re.M | re.S)


def of(page: pathlib.Path) -> list[tuple[str, str]]:
    """Each block of a page, with its language."""
    return ANY.findall(page.read_text())


def goes_on(command: str) -> bool:
    """Whether the next line belongs to a command too: after a backslash, and up to the END of a text that it is given."""
    return command.endswith("\\") or "<<'END'" in command and not command.endswith("\nEND")


def steps(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block, with the lines that it is shown to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and not found[-1][1] and goes_on(found[-1][0]):
            found[-1] = (found[-1][0] + "\n" + line, [])
        elif found:
            found[-1][1].append(line)
    return found
