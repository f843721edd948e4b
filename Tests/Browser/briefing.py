"""Opens the sample's briefing in headless Chromium, as its readers do, and checks what a program can check.

No console error and no request but the page's own; every table a table; each figure equal to the CSV and the JSON; no
violation that axe-core finds; A4 pages that cut no figure. Screenshots and the PDF are left in .build/browser-pictures.
"""

import csv
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

import axe_core_python
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
SIZES = {"phone": (390, 844), "laptop": (1366, 768)}
A4 = (595.28, 841.89)
PRINTED_PIXELS = (180 / 25.4 * 96, 267 / 25.4 * 96)
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"FAILED: {what}")


def written(command, folder):
    """The sample's job, run in a folder of its own; the folder of its briefing."""
    sample = folder / "sample"
    shutil.copytree("datasets/policy-engagement", sample, ignore=shutil.ignore_patterns("output"))
    subprocess.run([command, "run", sample / "job.yaml", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return (sample / "output/briefing/latest").resolve()


def is_rounded(words, exact):
    """Whether a figure on the page is the exact one, with the decimals that it shows."""
    if exact == "":
        return words == "–"
    # A moment among figures.
    if "T" in exact:
        return words == exact
    text = words.replace(",", "")
    scale = 100 if text.endswith("%") else 1
    text = text.rstrip("%")
    places = len(text.partition(".")[2])
    return math.isclose(float(text), float(exact) * scale, abs_tol=0.5 * 10**-places + 1e-9)


def check_tables(page, briefing):
    """Page, CSV and JSON say the same."""
    document = json.loads((briefing / "briefing.json").read_text())
    tables = {name: rows for section in document["sections"] for name, rows in section["tables"].items()}
    shown = page.eval_on_selector_all(
        "table",
        """tables => tables.map(table => ({
             name: table.id.replace('table-', ''), caption: table.caption?.textContent,
             columns: [...table.tHead.rows[0].cells].map(cell => [cell.tagName, cell.scope, cell.dataset.column]),
             rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(cell =>
               [cell.dataset.value, cell.textContent.trim(), cell.classList.contains('number')]))
           }))""",
    )
    # What is drawn in a picture stands beside it, and in a CSV alone.
    check(set(tables) <= {table["name"] for table in shown}, "every table of the JSON stands on the page")
    figures = 0
    for table in shown:
        name = table["name"]
        with open(briefing / "tables" / f"{name}.csv", newline="") as file:
            exact = list(csv.DictReader(file))
        check(table["caption"], f"{name} has a caption")
        check(all(tag == "TH" and scope == "col" for tag, scope, *_ in table["columns"]), f"{name} has column heads")
        check(name not in tables or len(exact) == len(tables[name]), f"{name}: as many rows in the CSV as in the JSON")
        for row, row_exact, row_json in zip(table["rows"], exact, tables.get(name, exact)):
            for (_, _, column), (value, words, is_number) in zip(table["columns"], row):
                figures += 1
                check(value == row_exact[column], f"{name}.{column}: {value} on the page, {row_exact[column]} in the CSV")
                if is_number:
                    check(is_rounded(words, value), f"{name}.{column}: {words} is not {value}")
                if name not in tables:
                    continue
                told = row_json[column]
                same = (told is None and value == "") or (
                    float(value) == told if isinstance(told, (int, float)) else value.removeprefix("'") == (told or "").removeprefix("'")
                )
                check(same, f"{name}.{column}: {value} on the page, {told} in the JSON")
    print(f"{figures} cells on the page equal the CSV and the JSON")


def check_print(page, pictures):
    """A4, and no figure is higher or wider than a page."""
    path = pictures / "briefing.pdf"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(PRINTED_PIXELS[0]), "height": int(PRINTED_PIXELS[1])})
    for box in page.eval_on_selector_all("figure", "all => all.map(one => one.getBoundingClientRect().toJSON())"):
        check(box["height"] <= PRINTED_PIXELS[1] and box["width"] <= PRINTED_PIXELS[0] + 1, "a figure fits a page")
    kept = page.eval_on_selector_all("figure", "all => all.every(one => getComputedStyle(one).breakInside === 'avoid')")
    check(kept, "no figure is cut")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"nothing is wider than the sheet ({wide} px)")
    path.write_bytes(page.pdf(prefer_css_page_size=True, print_background=True))
    sheets = PdfReader(path).pages
    for sheet in sheets:
        size = (float(sheet.mediabox.width), float(sheet.mediabox.height))
        check(all(abs(got - wanted) < 1.5 for got, wanted in zip(size, A4)), f"a page is A4, not {size}")
    print(f"{len(sheets)} pages of A4")
    page.emulate_media(media="screen")


def check_reading(browser, briefing, pictures):
    errors, requests = [], []
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    address = (briefing / "index.html").as_uri()
    page.goto(address)
    check(not errors, f"no console error: {errors}")
    outside = [url for url in requests if url != address and not url.startswith("data:")]
    check(not outside, f"no request but the page's own: {outside}")
    check(page.locator("script").count() == 0, "no script")
    broken = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    for link in broken:
        found = page.locator(link).count() == 1 if link.startswith("#") else (briefing / link).is_file()
        check(found, f"{link} leads somewhere")
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    check(len(ids) == len(set(ids)), "no id stands twice")
    document = json.loads((briefing / "briefing.json").read_text())
    drawn = sum(len(section["figures"]) for section in document["sections"])
    check(page.locator("figure > svg").count() == drawn > 3, "every picture stands on the page")
    check_tables(page, briefing)
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"{name}: the page does not scroll sideways ({wide} px)")
        page.evaluate(AXE)
        found = page.evaluate("axe.run()")
        for violation in found["violations"]:
            check(False, f"{name}: axe: {violation['id']}: {violation['nodes'][0]['html'][:200]}")
        print(f"{name}: {len(found['passes'])} rules of axe-core pass")
        page.screenshot(path=pictures / f"{name}.png", full_page=True)
    check_print(page, pictures)


def main():
    command = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(".build/browser-pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        briefing = written(command, pathlib.Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        check_reading(browser, briefing, pictures)
        browser.close()
    print("the briefing reads well" if not failures else f"{len(failures)} checks failed")
    sys.exit(1 if failures else 0)


main()
