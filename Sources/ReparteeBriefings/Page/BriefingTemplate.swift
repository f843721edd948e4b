/// The page around a briefing's text; what is in double braces is escaped.
enum BriefingTemplate {
  static let page = """
    {{% CONTENT_TYPE: BRIEFING}}<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the briefing</a>
    <header>
    <h1>{{title}}</h1>
    <p class="window">{{subtitle}}</p>
    <nav aria-label="Sections">
    <ol>
    {{#sections}}
    <li><a href="#{{id}}">{{title}}</a></li>
    {{/sections}}
    </ol>
    </nav>
    </header>
    <main id="main">
    {{#sections}}
    <section id="{{id}}" aria-labelledby="{{id}}-title">
    <h2 id="{{id}}-title">{{title}}</h2>
    {{#paragraphs}}
    <p>{{.}}</p>
    {{/paragraphs}}
    {{#figures}}
    <figure id="figure-{{name}}">
    {{{svg}}}
    <figcaption>{{caption}} <a href="figures/{{name}}.svg">Picture as a file</a></figcaption>
    {{#data}}
    <details>
    <summary>What the picture shows, as a table</summary>
    {{> table}}
    </details>
    {{/data}}
    </figure>
    {{/figures}}
    {{#tables}}
    {{> table}}
    {{/tables}}
    </section>
    {{/sections}}
    </main>
    </body>
    </html>

    """

  /// A table, and where all of it is.
  static let table = """
    {{% CONTENT_TYPE: BRIEFING}}<div class="scroll" tabindex="0" role="region" aria-label="{{caption}}">
    <table id="table-{{name}}">
    <caption>{{caption}}</caption>
    <thead><tr>{{#columns}}<th scope="col" class="{{class}}" data-column="{{column}}">{{heading}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{#cells}}<td class="{{class}}" data-value="{{value}}">{{text}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    <p class="file">{{more}} <a href="tables/{{name}}.csv">Table “{{name}}” as CSV</a></p>

    """

  static let style = """

    :root { color-scheme: light; }
    body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; color: #0b0c0c; background: #fff;
      font: 1.0625rem/1.5 Arial, Helvetica, "Liberation Sans", "DejaVu Sans", sans-serif; }
    h1 { font-size: 2.1rem; line-height: 1.15; margin: 0 0 .5rem; }
    h2 { font-size: 1.5rem; line-height: 1.2; margin: 2.5rem 0 .75rem; border-top: 1px solid #b1b4b6; padding-top: 1rem; }
    p { max-width: 44rem; margin: 0 0 1rem; }
    .window { color: #505a5f; }
    #finding p:first-of-type { font-size: 1.35rem; line-height: 1.4; font-weight: bold; }
    a { color: #1d70b8; }
    a:focus, .scroll:focus, summary:focus { outline: 3px solid #0b0c0c; outline-offset: 1px; background: #ffdd00; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1.5rem; }
    nav ol { columns: 2; max-width: 44rem; padding-left: 1.4rem; }
    figure { margin: 1.5rem 0; overflow-x: auto; }
    figure > svg { display: block; width: 100%; min-width: 40rem; height: auto; border: 1px solid #b1b4b6; box-sizing: border-box; }
    figcaption, .file { color: #505a5f; font-size: .9375rem; margin: .5rem 0; }
    details { margin: .5rem 0; }
    summary { cursor: pointer; }
    .scroll { overflow-x: auto; margin: 1rem 0 0; }
    table { border-collapse: collapse; font-size: .9375rem; }
    caption { text-align: left; font-weight: bold; padding-bottom: .5rem; }
    th, td { border-bottom: 1px solid #b1b4b6; padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; }
    th { border-bottom-width: 2px; vertical-align: bottom; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    @media (max-width: 40rem) { body { padding: 1rem; } nav ol { columns: 1; } }
    @page { size: A4; margin: 15mm; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10.5pt; }
      nav, .skip, details, .file a { display: none; }
      figure { overflow: visible; }
      figure > svg { min-width: 0; }
      figure, tr, p { break-inside: avoid; }
      h2, caption, p:has(+ figure) { break-after: avoid; }
      .scroll { overflow: visible; }
      table { font-size: 8pt; width: 100%; }
      th, td { padding: .25rem .4rem .25rem 0; overflow-wrap: anywhere; }
      thead { display: table-header-group; }
    }

    """
}
