"""Opens the sample's briefing in headless Chromium, as its readers do, and checks what a program can check.

No console error and no request but the page's own; every table a table; each figure equal to the CSV and the JSON; the
tables sorted and searched, a voice followed and a picture enlarged by keyboard; the same page without script; no violation
that axe-core finds; handles that would be scripts stay text; on A4 and on US Letter two pages and an annex, with no page
but the last much less than full.
Screenshots and the PDFs are left in .build/browser-pictures.
"""

import csv
import datetime
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
SIZES = {"small": (320, 640), "phone": (390, 844), "laptop": (1366, 768), "wide": (3840, 2160)}
# Points; Chromium takes the sheet in inches.
PAPERS = {"a4": (595.28, 841.89), "letter": (612, 792)}
MARGIN = 14 / 25.4 * 72
LEAST_FILLED = 0.6
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
    # Two ends of a range, or before and after.
    for joint in (" to ", " → "):
        if joint in words:
            return all(is_rounded(*pair) for pair in zip(words.split(joint), exact.split("|"), strict=True))
    # A moment among figures, or among words.
    if "T" in exact or exact.count("-") == 2:
        moment = datetime.datetime.fromisoformat(exact.replace("Z", "+00:00"))
        day = f"{moment.day} {moment:%B %Y}"
        return words == (f"{day}, {moment:%H:%M}" if "T" in exact else day)
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
                columns = column.split("|")
                exact_value = "|".join(row_exact[one] for one in columns)
                check(value == exact_value, f"{name}.{column}: {value} on the page, {exact_value} in the CSV")
                if is_number:
                    known = value.strip("|") != "" or len(columns) == 1
                    check(is_rounded(words, value if known else ""), f"{name}.{column}: {words} is not {value}")
                if name not in tables:
                    continue
                for one, part in zip(columns, value.split("|") if len(columns) > 1 else [value]):
                    told = row_json[one]
                    same = (told is None and part == "") or (
                        float(part) == told
                        if isinstance(told, (int, float))
                        else part.removeprefix("'") == (told or "").removeprefix("'")
                    )
                    check(same, f"{name}.{one}: {part} on the page, {told} in the JSON")
    print(f"{figures} cells on the page equal the CSV and the JSON")


def check_print(page, pictures):
    """On A4 and US Letter: two pages and an annex, each page full, no figure cut and no word broken."""
    page.emulate_media(media="print")
    for name, (width, height) in PAPERS.items():
        inside = [(size - 2 * MARGIN) / 72 * 96 for size in (width, height)]
        page.set_viewport_size({"width": int(inside[0]), "height": int(inside[1])})
        for box in page.eval_on_selector_all("figure", "all => all.map(one => one.getBoundingClientRect().toJSON())"):
            check(box["height"] <= inside[1] and box["width"] <= inside[0] + 1, f"{name}: a figure fits a page")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"{name}: nothing is wider than the sheet ({wide} px)")
        # A word is broken where it begins on one line and ends on another.
        broken = page.evaluate(
            """() => { const found = [];
              const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                if (!node.parentElement.checkVisibility() || node.parentElement.closest('svg, script')) continue;
                for (const word of node.data.matchAll(/[^\\s-]+/g)) {
                  const range = document.createRange();
                  range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
                  if (range.getClientRects().length > 1) found.push(word[0]);
                } }
              return found; }"""
        )
        check(not broken, f"{name}: no word is broken: {broken[:5]}")
        path = pictures / f"briefing-{name}.pdf"
        path.write_bytes(page.pdf(width=f"{width / 72}in", height=f"{height / 72}in", print_background=True))
        sheets = PdfReader(path).pages
        texts = [sheet.extract_text() for sheet in sheets]
        starts = [number for number, text in enumerate(texts) if text.lstrip().startswith("Annex")]
        check(starts == [2], f"{name}: the annex begins on page 3, not {[start + 1 for start in starts]}")
        subprocess.run(["pdftoppm", "-r", "30", "-gray", path, pictures / f"sheet-{name}"], check=True)
        for number, image in enumerate(sorted(pictures.glob(f"sheet-{name}-*.pgm"))[:-1]):
            share = inked(image)
            check(share >= LEAST_FILLED, f"{name}: page {number + 1} is filled to {share:.0%}")
        for image in pictures.glob(f"sheet-{name}-*.pgm"):
            image.unlink()
        print(f"{name}: {len(sheets)} pages")
    page.emulate_media(media="screen")


def inked(image):
    """How far down a page of a PGM picture anything is drawn, as a part of what lies between the margins."""
    kind, size, _, pixels = image.read_bytes().split(b"\n", 3)
    width, height = (int(part) for part in size.split())
    rows = [number for number in range(height) if min(pixels[number * width:(number + 1) * width]) < 200]
    margin = MARGIN / 72 * 30
    return (max(rows, default=0) - margin) / (height - 2 * margin)


def check_script(page):
    """Sorting, searching, following and enlarging, by keyboard alone where there is a keyboard's way."""
    voices = "#table-voices tbody tr"
    first = page.locator(voices).first.inner_text()
    heading = page.locator("#table-voices th[data-column=posts]")
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    posts = [int(value) for value in page.eval_on_selector_all("#table-voices td:nth-child(9)", "all => all.map(one => one.dataset.value)")]
    check(posts == sorted(posts, reverse=True) and heading.get_attribute("aria-sort") == "descending", "a heading sorts")
    page.locator("#table-voices th[data-column=rank] button").click()
    page.locator("#table-voices th[data-column=rank] button").click()
    check(page.locator(voices).first.inner_text() == first, "the ranking's own order comes back")
    search = page.locator("#voices > .tools input[type=search]")
    search.fill("marian")
    check(page.locator(f"{voices}:visible").count() == 1, "a search leaves the rows that hold the words")
    search.fill("")
    button = page.locator("#table-voices td button").first
    name = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    picked = page.locator(".picked")
    check(picked.count() > 4 and button.get_attribute("aria-pressed") == "true", f"{name} is marked everywhere")
    check(page.locator("#figure-network svg .picked").count() == 1, "and in the network")
    page.keyboard.press("Escape")
    check(picked.count() == 0, "Escape takes the marks away")
    picture = page.locator("#figure-network > svg")
    whole = picture.get_attribute("viewBox")
    page.locator("#figure-network .tools button").first.focus()
    page.keyboard.press("Enter")
    check(picture.get_attribute("viewBox") != whole, "a picture is enlarged")
    page.locator("#figure-network .tools button", has_text="Whole picture").click()
    check(picture.get_attribute("viewBox") == whole, "and shown whole again")
    page.locator("#table-voices td a").first.click()
    opened = page.locator(page.locator("#table-voices td a").first.get_attribute("href"))
    check(opened.is_visible(), "a figure leads to the people whom it counts")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")


def check_without_script(browser, address, words):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    check(page.locator("main").inner_text().split() == words, "the page says the same without script")
    context.close()


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
    check(page.locator("script").count() == 1, "one script")
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
    check_script(page)
    check(not errors, f"no console error from the script: {errors}")
    words = page.evaluate(
        """() => { const all = document.querySelector('main').cloneNode(true);
          for (const tool of all.querySelectorAll('.tools')) tool.remove();
          document.body.append(all); const words = all.innerText; all.remove(); return words; }"""
    ).split()
    check_without_script(browser, address, words)
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


PAYLOADS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "' onclick='alert(1)", "javascript:alert(1)", "constructor", "__proto__", "\u202eevil\u200b", "{{{script}}}", "${alert(1)}",
]


def check_hostile(browser, command, folder):
    """Handles that would be scripts: none runs, not even when the page's own script takes hold of them."""
    rows = [["id", "author", "parent", "time", "handle"]]
    for root in range(5):
        start = 1767225600 + root * 86400
        rows.append([f"r{root}", "host", "", start, PAYLOADS[0]])
        for number, payload in enumerate(PAYLOADS[1:]):
            first, answer, last = (f"r{root}-{number}{step}" for step in "abc")
            at = start + 600 * (number + 1)
            rows.append([first, f"guest{number}", f"r{root}", at, payload])
            rows.append([answer, "host", first, at + 60, PAYLOADS[0]])
            rows.append([last, f"guest{number}", answer, at + 120, payload])
            rows.append([answer + "2", f"guest{number}", last, at + 180, payload])
    with open(folder / "hostile.csv", "w", newline="") as file:
        csv.writer(file).writerows(rows)
    store = folder / "hostile.repartee"
    subprocess.run([command, "import", folder / "hostile.csv", "--into", store, "--quiet"], check=True)
    subprocess.run([command, "brief", store, "--output", folder / "hostile", "--title", PAYLOADS[1], "--quiet"], check=True)
    page = browser.new_page()
    trouble = []
    page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((folder / "hostile" / "index.html").as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    buttons = page.locator("td button")
    for number in range(min(buttons.count(), 40)):
        buttons.nth(number).click()
    for heading in page.locator("th button").all()[:20]:
        heading.click()
    check(page.locator("script").count() == 1 and page.locator("main img, main iframe").count() == 0, "no element of the data")
    check(buttons.count() > 5 and not trouble, f"{len(PAYLOADS)} handles that would be scripts stay text: {trouble[:2]}")
    page.close()


def main():
    command = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(".build/browser-pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        briefing = written(command, pathlib.Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        check_reading(browser, briefing, pictures)
        check_hostile(browser, command, pathlib.Path(folder))
        browser.close()
    print("the briefing reads well" if not failures else f"{len(failures)} checks failed")
    sys.exit(1 if failures else 0)


main()
