"""Reads a briefing's office files back by openpyxl, python-docx and python-pptx, and holds every cell against the CSV files and
the page; where LibreOffice is installed, it turns them into PDF, and the pages are counted.

Two briefings: that of the sample, and one of invented posts whose ids have 19 digits and whose names are hostile."""
import csv
import datetime
import html.parser
import pathlib
import shutil
import subprocess
import sys
import tempfile

import docx
import openpyxl
import pptx
import pypdf

repartee = str(pathlib.Path(sys.argv[1]).resolve())
root = pathlib.Path(__file__).resolve().parents[2]
formats = ["xlsx", "docx", "pptx"]
counts = {"cells": 0, "pictures": 0, "notes": 0, "comments": 0}


def run(*arguments):
    subprocess.run([repartee, *map(str, arguments)], check=True, capture_output=True, text=True)


class Page(html.parser.HTMLParser):
    """The tables of index.html, by name: headings with their columns, and rows of (text, value)."""

    def __init__(self, path):
        super().__init__()
        self.tables, self.table, self.cell = {}, None, None
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.table = self.tables.setdefault(attributes["id"].removeprefix("table-"), {"heads": [], "rows": []})
        elif tag == "tr" and self.table is not None:
            self.table["rows"].append([])
        elif tag in ("th", "td") and self.table is not None:
            self.cell = ["", attributes.get("data-column") or attributes.get("data-value") or "", tag]

    def handle_data(self, data):
        if self.cell is not None:
            self.cell[0] += data

    def handle_endtag(self, tag):
        if tag in ("th", "td") and self.cell is not None:
            (self.table["heads"] if tag == "th" else self.table["rows"][-1]).append(tuple(self.cell[:2]))
            self.cell = None
        elif tag == "table":
            self.table["rows"] = [row for row in self.table["rows"] if row]
            self.table = None


def table(folder, name):
    with open(folder / "tables" / f"{name}.csv", newline="") as file:
        return list(csv.reader(file))


def check_cell(place, value, text):
    """A cell of the workbook against that of the CSV."""
    counts["cells"] += 1
    if text == "" or value is None:
        assert value is None and text == "", (place, value, text)
    elif isinstance(value, datetime.datetime):
        written = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)
        assert abs((value - written).total_seconds()) < 0.001, (place, value, text)
    elif isinstance(value, (int, float)):
        assert abs(value - float(text)) <= 1e-9 * max(1, abs(value)), (place, value, text)
    else:
        # In a CSV an apostrophe keeps programs from reading a formula; in a workbook the type of the cell does.
        expected = text[1:] if value[:1] in "=+-@" else text
        assert value == expected or len(expected) > 32_767 and value[:-1] == expected[:len(value) - 1], (place, value, text)


def check_workbook(folder):
    book = openpyxl.load_workbook(folder / "briefing.xlsx")
    assert book.sheetnames[0] == "Contents", book.sheetnames
    files = {path.stem for path in (folder / "tables").glob("*.csv")}
    assert set(book.sheetnames[1:]) == files, set(book.sheetnames[1:]) ^ files
    for sheet in book.worksheets[1:]:
        rows = table(folder, sheet.title)
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions or not rows, sheet.title
        assert sheet.max_row == len(rows), (sheet.title, sheet.max_row, len(rows))
        for line, row in zip(sheet.iter_rows(), rows):
            for cell, text in zip(line, row, strict=True):
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                check_cell(f"{sheet.title}!{cell.coordinate}", cell.value, text)
        assert all(cell.font.bold for cell in sheet[1]), sheet.title
        counts["comments"] += sum(cell.comment is not None for cell in sheet[1])
    assert book["voices"]["E1"].comment.text, "score has no definition"
    links = [cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink]
    assert len(links) == len(files), links
    return len(book.worksheets)


def check_document(folder, page):
    document = docx.Document(folder / "briefing.docx")
    headings = [paragraph for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings and headings[0].style.name == "Heading 1" and headings[0].text == document.core_properties.title
    for shape in document.inline_shapes:
        assert shape._inline.docPr.get("descr"), "a picture without a description"
        assert shape.width < document.sections[0].page_width
        counts["pictures"] += 1
    for written in document.tables:
        shown = page.tables["voices"]
        rows = [[cell.text for cell in row.cells] for row in written.rows]
        assert rows[0] == [text for text, _ in shown["heads"]], rows[0]
        assert rows[1:] == [[text for text, _ in row] for row in shown["rows"]]
        whole = table(folder, "voices")
        for row, exact in zip(shown["rows"], whole[1:]):
            for (_, columns), (_, value) in zip(shown["heads"], row):
                assert value == "|".join(exact[whole[0].index(column)] for column in columns.split("|")), (columns, value)
                counts["cells"] += 1


def check_slides(folder, page):
    show = pptx.Presentation(folder / "briefing.pptx")
    assert abs(show.slide_width / show.slide_height - 16 / 9) < 0.001
    names = sorted(path.stem for path in (folder / "figures").glob("*.svg"))
    drawn = []
    for slide in list(show.slides)[1:]:
        assert slide.shapes.title.text, "a slide without a title"
        picture = next(shape for shape in slide.shapes if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE)
        assert picture._element.nvPicPr.cNvPr.get("descr") and picture.image.content_type == "image/png"
        assert picture.left >= 0 and picture.left + picture.width <= show.slide_width
        assert picture.top + picture.height <= show.slide_height
        counts["pictures"] += 1
        drawn.append(picture.name)
        # A slide may draw other people than the page does; what both have is the same.
        shown = page.tables[picture.name]
        columns = dict(shown["heads"])
        heads, *lines = [line.split(" | ") for line in slide.notes_slide.notes_text_frame.text.split("\n") if " | " in line]
        same = [head for head in heads if columns.get(head) in
                ("voice", "rank", "score", "conversed", "reply_reach", "repliers", "reciprocated", "followers")]
        place = {text: number for number, (text, _) in enumerate(shown["heads"])}
        rows = {tuple(row[place[head]][0] for head in same) for row in shown["rows"]}
        for line in lines:
            assert tuple(line[heads.index(head)] for head in same) in rows or not same, (picture.name, line)
            counts["notes"] += 1
    assert sorted(drawn) == names, (drawn, names)
    return len(show.slides)


def pages(folder, work):
    office = shutil.which("soffice")
    if not office:
        return None
    found = {}
    for ending in formats:
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", "pdf", "--outdir", work,
             folder / f"briefing.{ending}"], check=True, capture_output=True)
        found[ending] = len(pypdf.PdfReader(work / "briefing.pdf").pages)
    return found


def check(folder, work):
    page = Page(folder / "index.html")
    sheets = check_workbook(folder)
    check_document(folder, page)
    slides = check_slides(folder, page)
    printed = pages(folder, work)
    if printed:
        assert printed["pptx"] == slides and printed["xlsx"] >= sheets and printed["docx"] in (1, 2), printed
    return f"{sheets} worksheets, {slides} slides" + (f", pages in LibreOffice: {printed}" if printed else "")


def hostile(work):
    """Posts of five people with names that are formulas, turn round, are long or are nothing but an emoji."""
    people = ["=1+2", "@SUM(A1)", "مرحبا שלום", "👩‍👩‍👧", "x" * 40_000]
    start = 9_200_000_000_000_000_000
    with open(work / "posts.csv", "w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["id", "author", "parent", "time", "platform", "handle"])
        for conversation in range(8):
            post = start + 100 * conversation
            sheet.writerow([post, "u0", "", 1_767_600_000 + post % 100_000, "x", people[0]])
            for guest in range(1, 5):
                reply = post + 10 * guest
                for step, author, parent in ((0, guest, post), (1, 0, reply), (2, guest, reply + 1)):
                    sheet.writerow([reply + step, f"u{author}", parent, 1_767_600_000 + (reply + step) % 100_000, "x", people[author]])
    run("import", work / "posts.csv", "--into", work / "hostile.repartee", "--quiet")
    return work / "hostile.repartee"


with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    for sample in ("posts.csv", "follows.csv", "interactions.csv"):
        run("import", root / "datasets/policy-engagement" / sample, "--into", work / "sample.repartee", "--quiet")
    run("tag", root / "datasets/policy-engagement/roster.csv", "--into", work / "sample.repartee", "--quiet")
    for store in (work / "sample.repartee", hostile(work)):
        folder = work / f"{store.stem}-briefing"
        for place in (folder, work / "again"):
            run("brief", store, "--output", place, "--office", ",".join(formats), "--quiet")
        for ending in formats:
            assert (folder / f"briefing.{ending}").read_bytes() == (work / f"again/briefing.{ending}").read_bytes(), ending
        print(f"{store.stem}: {check(folder, work)}")
    print("The same: {cells} cells, {pictures} pictures, {notes} lines of notes; {comments} headers have a definition.".format(**counts))
