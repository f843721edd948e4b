"""Stores and files are read, and pictures and briefings made, as the command does it."""

from __future__ import annotations

import csv
import io
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

import pytest
from conftest import COMMAND, ROOT, Command, assert_equal
from test_equality import DATA, SAMPLE
from test_work import large, resident

from replyreach import Conversations, File, ReplyReachError

WINDOW = {"start": "2026-01-05", "end": "2026-02-16"}
OPTIONS = ("--from", "2026-01-05", "--to", "2026-02-16")
CHANNELS = ROOT / "datasets/many-channels"


@pytest.fixture
def sample(command: Command) -> Command:
    command.load(*(SAMPLE / f"{name}.csv" for name in ("posts", "follows", "interactions")), roster=SAMPLE / "roster.csv")
    return command


def from_sample(**options: object) -> Conversations:
    return Conversations.from_files(
        *(SAMPLE / f"{name}.csv" for name in ("posts", "follows", "interactions")), roster=SAMPLE / "roster.csv", **options)


def assert_same(conversations: Conversations, command: Command, **window: str) -> None:
    """Every answer, to the digit that the command prints."""
    options = [text for name, option in (("start", "--from"), ("end", "--to")) if name in window
               for text in (option, window[name])]
    score = conversations.score(**window, columns=["reply_rank", "active_weeks"])
    assert_equal(score, command.table("score", *options, "--columns", "+reply_rank,+active_weeks"))
    assert_equal(conversations.conversations(**window), command.table("conversations", *options))
    assert_equal(conversations.choose(5, **window).rows, command.table("choose", "--voices", 5, *options))
    if (best := score["voice"][:2]) and score["rank"][1] is not None:
        assert_equal(conversations.compare(*best, **window).rows, command.table("compare", *best, *options))
        assert_equal(conversations.explain(best[0], **window).people, command.table("explain", best[0], *options))
    quality = {row["figure"]: row for row in conversations.quality()}
    for row in command.table("quality"):
        found = quality[row["figure"]]["value"]
        if row["value"].replace(".", "").isdigit():
            assert found is not None and abs(found - float(row["value"])) < 1e-4, row


def test_a_store_gives_the_commands_figures(sample: Command) -> None:
    conversations = Conversations.from_store(sample.store)
    assert_same(conversations, sample)
    assert_same(conversations, sample, **WINDOW)
    sources = conversations.sources().to_pylist()
    assert [row["rows_in"] for row in sources] == [
        row["kept"] + row["duplicates"] + row["ignored"] + row["rejected"] for row in sources]
    assert len(conversations.rejects()) == sum(row["rejected"] for row in sources)


def test_files_give_what_importing_them_gives(sample: Command) -> None:
    conversations = from_sample()
    assert_same(conversations, sample)
    assert_equal(Conversations.from_store(sample.store).score(), sample.table("score"))
    files = conversations.imports.files.to_pylist()
    assert [pathlib.Path(row["path"]).name for row in files] == ["posts.csv", "follows.csv", "interactions.csv", "roster.csv"]
    assert all(row["rows_in"] == row["kept"] + row["duplicates"] + row["ignored"] + row["rejected"] for row in files)


def test_the_worked_example(command: Command, toy: dict[str, list[object]], tmp_path: pathlib.Path) -> None:
    sheet = tmp_path / "toy.csv"
    with sheet.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(toy)
        writer.writerows(zip(*toy.values()))
    command.load(sheet)
    for conversations in (Conversations.from_store(command.store), Conversations.from_files(sheet)):
        assert_same(conversations, command)
        assert conversations.score().to_pydict() == Conversations.from_table(toy).score().to_pydict()


def test_the_same_texts_are_nobody_in_tables_and_files(tmp_path: pathlib.Path) -> None:
    nobodies = [
        "NA", "N/A", "<NA>", "NaN", "nan", "NaT", "None", "null", "NULL", "(null)", "undefined", "Infinity", "#REF!", "#N/A", "-",
        "--", "[]", "{}", "[deleted]", "[removed]"]
    authors = ["ann", "bob", *nobodies, "nanette", "-x", "na"]
    table = {
        "id": list(range(1, len(authors) + 1)), "author": authors, "parent": [None] + [1] * (len(authors) - 1),
        "time": ["2026-01-05T10:00:00Z"] * len(authors),
    }
    sheet = tmp_path / "posts.csv"
    with sheet.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table)
        writer.writerows(zip(*table.values()))
    mine, read = Conversations.from_table(table).score(), Conversations.from_files(sheet).score()
    assert mine.to_pydict() == read.to_pydict()
    assert sorted(mine["voice"]) == ["-x", "ann", "bob", "na", "nanette"] and mine["reply_reach"][mine["voice"].index("ann")] == 4


def test_files_of_many_formats(command: Command) -> None:
    names = ["blog.xml", "bluesky-thread.json", "mastodon.json", "video.info.json", "webchat.csv"]
    job = (CHANNELS / "job.yaml").read_text()
    assert "mapping: webchat" in job
    command.load(*(CHANNELS / name for name in names[:-1]))
    command.run("import", CHANNELS / "webchat.csv", "--into", command.store, "--mapping", "webchat", "--quiet")
    conversations = Conversations.from_files(
        *(CHANNELS / name for name in names[:-1]), File(CHANNELS / "webchat.csv", mapping="webchat"))
    assert_same(conversations, command)
    assert len(conversations.imports.files) == 5
    assert "rows in" in repr(conversations.imports)


def test_what_is_kept_of_posts_is_shown(command: Command, tmp_path: pathlib.Path) -> None:
    names = [CHANNELS / name for name in ("blog.xml", "bluesky-thread.json", "mastodon.json")]
    command.load(*names, options=("--text", "hashtags,domains"))
    conversations = Conversations.from_files(*names, text=["hashtags", "domains"])
    for diagram in ("communities", "network"):
        path = tmp_path / f"{diagram}.svg"
        command.run("draw", command.store, diagram, "--output", path, "--quiet")
        assert conversations.draw(diagram).svg == path.read_text()
    command.run("brief", command.store, "--output", tmp_path / "command", "--quiet")
    conversations.brief(tmp_path / "own")
    assert (tmp_path / "own/index.html").read_text() == (tmp_path / "command/index.html").read_text()


@pytest.mark.parametrize("event", ["charliehebdo", "ferguson"])
@pytest.mark.skipif(not (DATA / "pheme").exists(), reason="the PHEME data are not here")
def test_pheme(command: Command, event: str) -> None:
    folder = DATA / "pheme" / event
    command.load(folder / "tweets.jsonl.gz")
    command.run("import", folder / "follows.txt.gz", "--into", command.store, "--kind", "follow", "--platform", "x", "--quiet")
    assert_same(Conversations.from_store(command.store), command)
    assert_same(
        Conversations.from_files(
            folder / "tweets.jsonl.gz", File(folder / "follows.txt.gz", kind="follow", platform="x")), command)


def small_files() -> list[pathlib.Path]:
    """The two smallest files of every folder of real exports."""
    found: list[pathlib.Path] = []
    for folder in sorted(path for path in (DATA / "formats").glob("*") if path.is_dir()):
        found += sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)[:2]
    return found


@pytest.mark.parametrize("path", small_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_exports(tmp_path: pathlib.Path, path: pathlib.Path) -> None:
    command = Command(tmp_path)
    result = subprocess.run([COMMAND, "import", path, "--into", command.store, "--quiet"], capture_output=True, text=True)
    if result.returncode == 0:
        assert_equal(Conversations.from_files(path).score(), command.table("score"))
    else:
        with pytest.raises(ReplyReachError) as error:
            Conversations.from_files(path)
        # The same words, but for the option that would help.
        assert str(error.value).split(" (")[0] in result.stderr


@pytest.mark.skipif(not (DATA / "higgs").exists(), reason="the Higgs data are not here")
def test_higgs(command: Command) -> None:
    path = next((DATA / "higgs").glob("*activity*"))
    command.load(path)
    expected = command.table("score")
    assert_equal(Conversations.from_store(command.store).score(), expected)
    assert_equal(Conversations.from_files(path).score(), expected)


@pytest.mark.parametrize("seed", [1, 2])
def test_generated(command: Command, tmp_path: pathlib.Path, seed: int) -> None:
    network = tmp_path / "network"
    command.run(
        "generate", "--accounts", 2000, "--posts", 20_000, "--follows", 20_000, "--seed", seed, "--output", network, "--quiet")
    files = sorted(path for path in network.glob("*.csv") if path.stem != "roster")
    roster = network / "roster.csv"
    command.load(*files, roster=roster if roster.exists() else None)
    assert_same(Conversations.from_store(command.store), command)
    # A folder is the files in it.
    assert_equal(Conversations.from_files(network).score(), command.table("score"))


def test_dated_roles_hold_in_their_window(command: Command, tmp_path: pathlib.Path) -> None:
    roster = tmp_path / "roster.csv"
    ids = list(csv.DictReader((SAMPLE / "posts.csv").open()))
    authors = sorted({row["author"] for row in ids})[:20]
    roster.write_text("id,platform,kind,from,to\n" + "".join(
        f"{author},{ids[0]['platform']},bot,2026-01-20,\n" for author in authors))
    command.load(SAMPLE / "posts.csv", roster=roster)
    conversations = Conversations.from_store(command.store)
    for window in ({"start": "2026-01-05", "end": "2026-01-19"}, {"start": "2026-01-26", "end": "2026-02-09"}):
        assert_equal(
            conversations.score(**window), command.table("score", "--from", window["start"], "--to", window["end"]))


DIAGRAMS = [
    ("network", (), {}), ("network", ("--top", 5, "--size-by", "reply-reach"), {"top": 5, "size_by": "reply-reach"}),
    ("ego", (), {}), ("conversation", (), {}), ("communities", (), {}), ("followers", (), {}),
    ("network", ("--page", "portrait", "--theme", "print-grey", "--title", "Ours"),
     {"page": "portrait", "theme": "print-grey", "title": "Ours"}),
    ("network", ("--embed-text-as-paths",), {"text_as_paths": True}),
]


@pytest.mark.parametrize("diagram, options, arguments", DIAGRAMS)
def test_pictures_are_the_commands(
    sample: Command, tmp_path: pathlib.Path, diagram: str, options: tuple[object, ...], arguments: dict[str, object]
) -> None:
    conversations = Conversations.from_store(sample.store)
    subject = (conversations.score(top=1)["voice"][0],) if diagram == "ego" else ()
    for window, words in (({}, ()), (WINDOW, OPTIONS)):
        for ending in ("svg", "pdf", "png", "dot", "gexf"):
            path = tmp_path / f"command.{ending}"
            sample.run("draw", sample.store, diagram, *subject, "--output", path, *options, *words, "--quiet")
            picture = conversations.draw(diagram, *subject, **arguments, **window)
            own = picture.save(tmp_path / f"own.{ending}")
            assert own.read_bytes() == path.read_bytes(), ending
            if ending == "svg":
                assert picture.svg.encode() == path.read_bytes() and picture._repr_svg_() == picture.svg
                assert picture.title in picture.svg and picture.alt_text and "<" not in picture.alt_text
                assert len(picture.table) > 0
    # What is drawn of tables in memory is the same, but for what only files tell.
    assert from_sample().draw(diagram, *subject, **arguments).svg == conversations.draw(diagram, *subject, **arguments).svg


def test_a_table_draws_and_briefs(toy: dict[str, list[object]], tmp_path: pathlib.Path) -> None:
    conversations = Conversations.from_table(toy)
    assert "<svg" in conversations.draw("conversation").svg
    files = conversations.brief(tmp_path / "briefing")
    assert files[0].name == "index.html" and all(file.exists() for file in files)


@pytest.mark.parametrize("window", [{}, WINDOW])
def test_a_briefing_is_the_commands(sample: Command, tmp_path: pathlib.Path, window: dict[str, str]) -> None:
    options = OPTIONS if window else ()
    sample.run("brief", sample.store, "--output", tmp_path / "command", *options, "--office", "xlsx,docx,pptx", "--quiet")
    files = Conversations.from_store(sample.store).brief(
        tmp_path / "own", **window, office=["xlsx", "docx", "pptx"])
    assert {path.relative_to(tmp_path / "own") for path in files} == {
        path.relative_to(tmp_path / "command") for path in (tmp_path / "command").rglob("*") if path.is_file()}
    for path in files:
        assert path.read_bytes() == (tmp_path / "command" / path.relative_to(tmp_path / "own")).read_bytes(), path
    # Again, in the place of the first; somebody else's folder stays as it is.
    Conversations.from_store(sample.store).brief(tmp_path / "own", **window)
    (tmp_path / "others").mkdir()
    (tmp_path / "others/letter.txt").write_text("mine")
    with pytest.raises(ReplyReachError, match="others"):
        Conversations.from_store(sample.store).brief(tmp_path / "others")


def test_a_briefing_may_hide_small_counts(sample: Command, tmp_path: pathlib.Path) -> None:
    sample.run("brief", sample.store, "--output", tmp_path / "command", "--small-counts", 5, "--quiet")
    conversations = Conversations.from_store(sample.store)
    conversations.brief(tmp_path / "own", small_counts=5)
    page = (tmp_path / "own/index.html").read_bytes()
    assert page == (tmp_path / "command/index.html").read_bytes()
    # The next one hides nothing.
    conversations.brief(tmp_path / "own")
    sample.run("brief", sample.store, "--output", tmp_path / "command", "--quiet")
    assert (tmp_path / "own/index.html").read_bytes() == (tmp_path / "command/index.html").read_bytes() != page
    with pytest.raises(ReplyReachError, match="3 to 1000"):
        conversations.brief(tmp_path / "own", small_counts=1)


def test_no_picture_takes_the_place_of_the_store(command: Command, tmp_path: pathlib.Path) -> None:
    store = tmp_path / "store.svg"
    conversations = Conversations.from_files(SAMPLE / "posts.csv", store=store)
    before = store.read_bytes()
    with pytest.raises(ReplyReachError, match="store.svg"):
        conversations.draw().save(store)
    assert store.read_bytes() == before


def test_a_store_in_use_is_waited_for(sample: Command) -> None:
    script = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(sample.store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "locked\n"

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    try:
        with pytest.raises(ReplyReachError, match="in use by .*wait="):
            Conversations.from_store(sample.store, wait=0.3)
        signal.signal(signal.SIGALRM, interrupt)
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            Conversations.from_store(sample.store)
        assert time.monotonic() - started < 5
    finally:
        holder.communicate("")
    assert Conversations.from_store(sample.store).post_count == 890


def test_pseudonyms_are_the_commands(sample: Command, tmp_path: pathlib.Path) -> None:
    key = tmp_path / "key"
    key.write_text("0123456789abcdef0123456789abcdef")
    key.chmod(0o600)
    path = tmp_path / "network.svg"
    sample.run("draw", sample.store, "network", "--output", path, "--pseudonym-key", key, "--quiet")
    conversations = Conversations.from_store(sample.store)
    picture = conversations.draw(pseudonym_key=key)
    assert picture.svg.encode() == path.read_bytes()
    assert not any(voice in picture.svg for voice in conversations.score(top=5)["voice"])
    with pytest.raises(ReplyReachError, match="links would reveal"):
        conversations.draw(pseudonym_key=key, links=True)


def test_errors_have_the_librarys_words(sample: Command, tmp_path: pathlib.Path) -> None:
    def fails(text: str, call: object) -> None:
        with pytest.raises(ReplyReachError, match=text):
            call()  # type: ignore[operator]

    picture, sheet = tmp_path / "picture.png", tmp_path / "sheet.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    sheet.write_text("a,b\n1,2\n")
    (tmp_path / "empty.csv").write_text("")
    fails("no such store", lambda: Conversations.from_store(tmp_path / "none.repartee"))
    fails("not a Repartee store", lambda: Conversations.from_store(sheet))
    fails("a folder", lambda: Conversations.from_store(tmp_path))
    fails("no such file", lambda: Conversations.from_files(tmp_path / "none.csv"))
    fails("binary data", lambda: Conversations.from_files(picture))
    fails("empty file", lambda: Conversations.from_files(tmp_path / "empty.csv"))
    fails("columns=", lambda: Conversations.from_files(sheet))
    fails("there is no such format", lambda: Conversations.from_files(sheet, format="nonsense"))
    fails("expected one of follow", lambda: Conversations.from_files(sheet, kind="likes"))
    fails("expected files", lambda: Conversations.from_files())
    fails("mapping says all", lambda: Conversations.from_files(sheet, mapping="webchat", format="x-v2"))
    fails("no mapping|no such", lambda: Conversations.from_files(sheet, mapping="nonsense"))
    conversations = Conversations.from_store(sample.store)
    fails("expected one of network", lambda: conversations.draw("pie"))
    fails("ego takes the voice", lambda: conversations.draw("ego"))
    fails("no voice", lambda: conversations.draw("ego", "zoe-nobody"))
    fails("takes no voice", lambda: conversations.draw("network", "zoe"))
    fails("expected a name that ends in", lambda: conversations.draw().save(tmp_path / "a.jpg"))
    fails("folder", lambda: conversations.draw().save(tmp_path / "none" / "a.svg"))
    fails("36 to 1200", lambda: conversations.draw().save(tmp_path / "a.png", dpi=1))
    fails("tables, not from files", lambda: Conversations.from_table({"id": [1], "author": ["a"]}).imports)
    # What changed meanwhile is said, and no mixture of both is shown; reading changes nothing.
    sample.table("score")
    conversations.brief(tmp_path / "briefing")
    sample.run("forget", sample.store, conversations.score()["voice"][0], "--quiet")
    fails("has changed since it was read", lambda: conversations.brief(tmp_path / "briefing"))
    fails("has changed since it was read", lambda: conversations.rejects())


def test_every_row_is_counted(tmp_path: pathlib.Path) -> None:
    sheet = tmp_path / "posts.csv"
    sheet.write_text("id,author,parent,time\n1,a,,2026-01-05\n1,a,,2026-01-05\n2,b,1,never\n3,b,1,2026-01-06\n")
    rejects = tmp_path / "rejects.csv"
    conversations = Conversations.from_files(sheet, rejects=rejects)
    row = conversations.imports.files.to_pylist()[0]
    assert (row["rows_in"], row["kept"], row["duplicates"], row["rejected"]) == (4, 2, 1, 1)
    assert conversations.rejects().to_pylist()[0]["line"] == 4
    assert len(list(csv.DictReader(io.StringIO(rejects.read_text())))) == 1
    with pytest.raises(ReplyReachError, match="line 4"):
        Conversations.from_files(sheet, strict=True)
    # A folder with what is no data.
    (tmp_path / "export").mkdir()
    (tmp_path / "export/posts.csv").write_text(sheet.read_text())
    (tmp_path / "export/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert [pathlib.Path(row["path"]).name for row in Conversations.from_files(tmp_path / "export").imports.passed_over] == [
        "picture.png"]


def test_a_store_of_ones_own_goes_with_the_conversations(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    conversations = from_sample()
    folder = next(tmp_path.glob("replyreach-*"))
    assert folder.stat().st_mode & 0o077 == 0 and (folder / "store.repartee").stat().st_mode & 0o077 == 0
    assert len(conversations.rejects()) >= 0
    del conversations
    assert not list(tmp_path.iterdir())
    with pytest.raises(ReplyReachError):
        Conversations.from_files(tmp_path / "none.csv")
    assert not list(tmp_path.iterdir())
    # A store of the user's stays, and the same file is imported once.
    store = tmp_path / "mine.repartee"
    first = Conversations.from_files(SAMPLE / "posts.csv", store=store)
    second = Conversations.from_files(SAMPLE / "posts.csv", store=store)
    assert first.imports.files["held_already"] == [0] and second.imports.files["held_already"] == [1]
    assert second.score().to_pydict() == Conversations.from_store(store).score().to_pydict()


def test_threads_read_draw_and_score_at_once(sample: Command) -> None:
    conversations = Conversations.from_store(sample.store)
    expected, picture = conversations.score().to_pydict(), conversations.draw().svg
    results: list[bool] = []

    def work(number: int) -> None:
        for turn in range(3):
            own = conversations if number % 2 else Conversations.from_store(sample.store)
            results.append(own.score().to_pydict() == expected)
            results.append(own.draw().svg == picture)
            results.append(len(from_sample().score()) == len(expected["voice"]))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 36


def test_control_c_stops_an_import(tmp_path: pathlib.Path) -> None:
    import pyarrow.csv

    sheet = tmp_path / "posts.csv"
    pyarrow.csv.write_csv(large(1_000_000), sheet)
    (tmp_path / "temporary").mkdir()
    script = """
import sys
from replyreach import Conversations
shares = []
print("ready", flush=True)
for turn in range(100):
    try:
        Conversations.from_files(sys.argv[1], progress=shares.append)
    except KeyboardInterrupt:
        print("stopped", flush=True)
        break
assert all(0 <= share <= 1 for share in shares)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(sheet)], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary")})
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(0.7)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "stopped\n"
    assert process.returncode == 0 and time.monotonic() - started < 10
    assert not list((tmp_path / "temporary").iterdir())


def test_a_stopped_import_leaves_the_store_as_it_was(tmp_path: pathlib.Path) -> None:
    import pyarrow.csv

    sheet, store = tmp_path / "posts.csv", tmp_path / "mine.repartee"
    pyarrow.csv.write_csv(large(1_000_000), sheet)
    before = Conversations.from_files(SAMPLE / "posts.csv", store=store).score().to_pydict()

    def stop(share: float) -> None:
        if share > 0.2:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        Conversations.from_files(sheet, store=store, progress=stop)
    conversations = Conversations.from_store(store)
    assert conversations.score().to_pydict() == before and len(conversations.sources()) == 1


LIBRARIES = [
    "libcgraph.so.6", "libgvc.so.6", "libglib-2.0.so.0", "libgobject-2.0.so.0", "libcairo.so.2", "libpango-1.0.so.0",
    "libpangocairo-1.0.so.0", "librsvg-2.so.2",
]


@pytest.mark.parametrize("lacking", [LIBRARIES, ["libgvc.so.6"], ["libgvc.so.6", "libcgraph.so.6"], ["librsvg-2.so.2"], []])
def test_missing_libraries_are_named(sample: Command, tmp_path: pathlib.Path, lacking: list[str]) -> None:
    # A file that is no library, found before the system's, is as good as none.
    folder = tmp_path / "lacking"
    folder.mkdir()
    for name in lacking:
        (folder / name).write_text("")
    script = """
import sys
from replyreach import Conversations, ReplyReachError
conversations = Conversations.from_store(sys.argv[1])
assert len(conversations.score()) > 0
for ending in ("svg", "png"):
    try:
        conversations.draw("network").save(sys.argv[2] + "/own." + ending)
        print(ending, "drawn")
    except ReplyReachError as error:
        print(ending, error)
assert len(conversations.score(rank_by="reply-reach")) > 0
"""
    result = subprocess.run(
        [sys.executable, "-c", script, str(sample.store), str(tmp_path)], capture_output=True, text=True,
        env=os.environ | {"LD_LIBRARY_PATH": str(folder)})
    assert result.returncode == 0, result.stderr
    svg, png = result.stdout.splitlines()
    needed = [name for name in lacking if name in LIBRARIES[:2]]
    for name in needed:
        assert name in svg and name in png and "apt-get install" in svg
    assert ("drawn" in svg) == (not needed)
    if "librsvg-2.so.2" in lacking and not needed:
        assert "librsvg-2.so.2" in png and "librsvg2-2" in png
    assert ("drawn" in png) == (not lacking)


def test_calls_bound_at_once_find_the_systems_libraries(sample: Command) -> None:
    script = "import sys, replyreach; print(len(replyreach.Conversations.from_store(sys.argv[1]).draw().svg) > 1000)"
    result = subprocess.run(
        [sys.executable, "-c", script, str(sample.store)], capture_output=True, text=True,
        env=os.environ | {"LD_BIND_NOW": "1"})
    assert result.stdout == "True\n", result.stderr


def test_nothing_leaks_over_a_thousand_scores_and_a_hundred_pictures(sample: Command) -> None:
    conversations = Conversations.from_store(sample.store)

    def turn(number: int) -> None:
        # By other rules each time, so that each of them measures.
        for seed in (1, 2):
            conversations.score(seed=2 * number + seed).to_pydict()
        if number % 5 == 0:
            conversations.draw("network").svg
            Conversations.from_store(sample.store).score(top=3).to_pydict()
        if number % 50 == 0:
            from_sample().score(top=3).to_pydict()

    for number in range(60):
        turn(number)
    before = resident()
    for number in range(500):
        turn(number)
    grown = resident() - before
    assert grown < 12_000, f"{grown} KB more after 1,000 scores and 100 pictures"
