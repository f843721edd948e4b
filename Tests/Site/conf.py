"""How Sphinx builds the site: nothing is fetched, the search needs no server, and texts stand as they are written."""
project = "Repartee"
author = "The Repartee contributors"
project_copyright = "The Repartee contributors"
language = "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
myst_links_external_new_tab = False
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
smartquotes = False
html_theme = "furo"
html_title = "Repartee"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# Summaries would be fetched, which a page on the disk may not.
html_show_search_summary = False
html_use_index = False
html_domain_indices = False
html_theme_options = {"navigation_with_keys": False, "footer_icons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
highlight_language = "none"


def setup(app):
    """Blocks that scroll sideways can be reached by keyboard."""
    def change(app, page, template, context, tree):
        if "body" in context:
            context["body"] = context["body"].replace("<pre>", '<pre tabindex="0">')

    app.connect("html-page-context", change)
