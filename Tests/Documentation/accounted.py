"""The blocks of README and guide that commands.py does not run: which test does, or why none can.

A block is known by its page, its language and how it begins. One that no line here knows, and a line that knows no block any
more, end the test.
"""
import re

# Whole languages, by page.
LANGUAGES = {
    ("", "swift"): "compiled by snippets.py",
    ("Python.md", "python"): "run by Tests/Python/test_guide.py",
    ("Python.md", "r"): "run by Tests/Python/test_guide.py",
    ("Python.md", "text"): "compared by Tests/Python/test_guide.py",
    ("Commands.md", ""): "generated from the help, whose examples reference.py compares with the options that there are",
}
BLOCKS = {
    ("README.md", "sh", "make demo"): "make install is run by Tests/Install/run, the job of make demo by commands.py on the page Jobs",
    ("Installing.md", "sh", "git clone"): "make install is run by Tests/Install/run",
    ("Installing.md", "sh", "make install DESTDIR"): "make install is run by Tests/Install/run",
    ("Installing.md", "sh", "sudo tar"): "needs a second machine",
    ("Installing.md", "sh", "brew install"): "needs macOS",
    ("GettingData.md", "sh", "# X, by twarc2"): "needs the network and accounts of the platforms",
    ("Jobs.md", "", "0 6 * * 1"): "a line of a crontab",
    ("Jobs.md", "", "# briefing.service"): "units of systemd",
    ("Mappings.md", "sh", "cp /usr/local/share"): "needs an installed command; make install is run by Tests/Install/run",
    ("AddingAMeasure.md", "", "#expect("): "two lines of a test",
    ("Architecture.md", "", " files"): "a drawing",
    ("Citing.md", "", "@software"): "its version is compared by reference.py",
    ("Library.md", "", "// swift-tools-version"): "read as a manifest by snippets.py",
    ("StoreFormat.md", "", "block     :="): "a grammar",
    ("StoreFormat.md", "", "data    :="): "a grammar",
    ("StoreFormat.md", "", "numbers   :="): "a grammar",
}
used: dict[tuple, int] = {}


def unknown(page: str, language: str, block: str) -> str:
    """What is wrong with a block that commands.py does not run; empty where it is known."""
    for key in [(page, language), ("", language)]:
        if key in LANGUAGES:
            used[key] = used.get(key, 0) + 1
            return ""
    for key in BLOCKS:
        if key[:2] == (page, language) and block.startswith(key[2]):
            used[key] = used.get(key, 0) + 1
            return ""
    return f"{page}: no test runs the block of {language or 'no language'} that begins with {block.splitlines()[:1]}"


def stale() -> list[str]:
    return [f"accounted.py knows a block that there is not: {key}" for key in [*LANGUAGES, *BLOCKS] if key not in used]


def summary() -> str:
    elsewhere = sum(number for key, number in used.items()
                    if re.search(r"\.py|Tests/", LANGUAGES.get(key, "") or BLOCKS.get(key, "")))
    return f"{elsewhere} blocks are run or compared elsewhere, {sum(used.values()) - elsewhere} cannot be run"
