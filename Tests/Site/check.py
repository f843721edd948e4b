"""Opens every page of the site in headless Chromium, from the disk, as its readers do.

In both themes and at 320 px: no console error, no request but for files of the site, nothing wider than the page, every link
and image leads somewhere, no lack of contrast that axe-core finds. The search finds measures, options and keys, and the two
pages to hand out print on one sheet each. Screenshots of some pages are left in .build/site-pictures.
"""
import pathlib
import re
import shutil
import sys
import urllib.parse

import axe_core_python
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
SITE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/site").resolve()
PICTURES = pathlib.Path(".build/site-pictures")
SHOWN = ["index", "FirstBriefing", "MeasureReference", "JobKeys", "Gallery", "Safety", "api/ReparteeCore", "search"]
FOUND = {"conversed_p": "MeasureReference", "structural_virality": "MeasureReference", "small_counts": "JobKeys",
         "positions-from": "Commands", "pseudonyms": "Publishing"}
ON_ONE_SHEET = ["WhatTheFiguresMean", "WhatTheyDoNotMean"]
failures = []
counts = {"pages": 0, "views": 0, "links": 0, "images": 0}


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"FAILED: {what}")


def targets(page):
    """Where the links and images of a page lead."""
    return page.evaluate("""() => ({
      links: [...document.querySelectorAll('a[href]')].map(one => one.href),
      images: [...document.images].map(one => [one.currentSrc || one.src, one.complete && one.naturalWidth > 0, one.alt]),
    })""")


def check_page(page, name, anchors):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"{name}: nothing is wider than the page ({wide} px)")
    counts["views"] += 1
    found = targets(page)
    for source, is_loaded, text in found["images"]:
        check(is_loaded, f"{name}: the image {source} is there")
        check(text, f"{name}: the image {source} has a text")
    return found


def linked_ids(path, anchors):
    if path not in anchors:
        anchors[path] = set(re.findall(r'\sid="([^"]*)"', path.read_text()))
    return anchors[path]


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = sorted(SITE.rglob("*.html"))
    anchors, external = {}, set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for theme, width in [("light", 1366), ("dark", 1366), ("light", 320)]:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
            page = context.new_page()
            page.on("console", lambda message: check(message.type != "error", f"{page.url}: console: {message.text}"))
            page.on("pageerror", lambda error: check(False, f"{page.url}: {error}"))
            page.on("request", lambda request: check(
                request.url.startswith((SITE.as_uri(), "data:")), f"{page.url} asks for {request.url}"))
            page.on("requestfailed", lambda request: check(False, f"{page.url}: {request.url} is missing"))
            for path in pages:
                name = f"{path.relative_to(SITE).with_suffix('')} ({theme}, {width})"
                page.goto(path.as_uri())
                found = check_page(page, name, anchors)
                if theme == "light" and width > 320:
                    counts["pages"] += 1
                    counts["images"] += len(found["images"])
                    for link in found["links"]:
                        counts["links"] += 1
                        address = urllib.parse.urlsplit(link)
                        if address.scheme != "file":
                            external.add(link)
                            continue
                        target = pathlib.Path(urllib.parse.unquote(address.path))
                        if not target.is_file():
                            check(False, f"{name}: the link to {link} leads nowhere")
                        elif address.fragment:
                            fragment = urllib.parse.unquote(address.fragment)
                            check(fragment in linked_ids(target, anchors), f"{name}: there is no {link}")
                if str(path.relative_to(SITE).with_suffix("")) in SHOWN:
                    page.screenshot(path=PICTURES / f"{path.stem}-{theme}-{width}.png")
                    if width > 320:
                        page.evaluate(AXE)
                        outcome = page.evaluate(
                            "axe.run(document.querySelector('article') || document, {runOnly: ['wcag2a', 'wcag2aa']})")
                        for one in outcome["violations"]:
                            check(False, f"{name}: {one['id']}: {one['nodes'][0]['html'][:120]}")
            context.close()
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        page = context.new_page()
        page.on("console", lambda message: check(message.type != "error", f"search: console: {message.text}"))
        for word, expected in FOUND.items():
            page.goto((SITE / "search.html").as_uri() + "?q=" + word)
            page.wait_for_function("document.querySelector('#search-results')?.innerText.includes('Search finished')", timeout=20000)
            results = page.eval_on_selector_all("#search-results ul.search li a", "all => all.map(one => one.getAttribute('href'))")
            check(any(result.startswith(f"{expected}.html") for result in results), f"a search for {word} finds {expected}: {results[:4]}")
        page.screenshot(path=PICTURES / "search-results.png")
        for name in ON_ONE_SHEET:
            page.goto((SITE / f"{name}.html").as_uri())
            page.pdf(path=PICTURES / f"{name}.pdf", format="A4", prefer_css_page_size=False)
            sheets = len(PdfReader(PICTURES / f"{name}.pdf").pages)
            check(sheets == 1, f"{name} prints on one sheet, not on {sheets}")
        browser.close()
    for link in sorted(external):
        check(link.startswith(("https://", "http://ilpubs", "http://konect", "http://www.analytictech")), f"{link} is no address of the web")
    print(", ".join(f"{number} {what}" for what, number in counts.items()) + f", {len(external)} addresses elsewhere")
    sys.exit(1 if failures else 0)


main()
