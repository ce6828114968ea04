/// A page that is as reports are meant to be, and what can be done to it.
enum SamplePage {
  static let sound = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'nonce-style'; script-src 'nonce-script'">
    <title>Sample</title>
    <style nonce="style">
    :root { color-scheme: light dark; --ink: #222; --paper: #fff; --area: #cde; --line: #058 }
    @media screen and (prefers-color-scheme: dark) {
      :root { --ink: #ddd; --paper: #111; --area: #245; --line: #9cf }
    }
    @media print { :root { color-scheme: light } }
    body { color: var(--ink); background: var(--paper); font: 16px/1.5 "DejaVu Sans", sans-serif; margin: 1rem }
    figure { margin: 0; position: relative }
    svg { display: block; width: 100%; max-width: 40rem; height: auto }
    text { fill: var(--ink); font-size: 16px }
    .line { fill: none; stroke: var(--line); stroke-width: 2 }
    .cell { fill: var(--area) }
    svg:focus-visible { outline: 3px solid var(--line) }
    .table { overflow-x: auto }
    .readout { position: absolute; top: 0; left: 0; background: var(--paper) }
    .readout[hidden] { display: none }
    a { color: var(--line); transition: color 1s }
    @media (prefers-reduced-motion: reduce) { a { transition: none } }
    </style>
    </head>
    <body>
    <header><h1>Sample</h1></header>
    <nav><a href="#load">Load</a></nav>
    <main>
    <section id="load" aria-labelledby="load-head">
    <h2 id="load-head">Load</h2>
    <figure class="chart">
    <figcaption>Requests a second</figcaption>
    <svg id="rate" role="img" tabindex="0" data-at="60 340 620" viewBox="0 0 640 300" aria-labelledby="rate-title rate-desc">
    <title id="rate-title">Requests</title>
    <desc id="rate-desc">It rises from 1 to 3.</desc>
    <rect class="cell" x="300" y="40" width="200" height="60"/>
    <path class="line" d="M60,250 L340,150 L620,50"/>
    <text x="60" y="290">0 s</text>
    <text x="580" y="290">2 s</text>
    <text id="label" x="320" y="75">outage</text>
    <text id="turned" transform="translate(20,200) rotate(-90)">a second</text>
    </svg>
    <output class="readout" hidden></output>
    <details><summary>Data</summary><div class="table">
    <table><thead><tr><th>second</th><th>requests</th></tr></thead>
    <tbody><tr><td>0</td><td>1</td></tr><tr><td>1</td><td>2</td></tr><tr><td>2</td><td>3</td></tr></tbody></table>
    </div></details>
    </figure>
    <p id="text">Nothing was lost.</p>
    </section>
    </main>
    <script nonce="script">
    const svg = document.querySelector('svg')
    const readout = document.querySelector('.readout')
    let second = -1
    const read = next => {
      second = Math.min(2, Math.max(0, next))
      readout.hidden = false
      readout.textContent = `${second} s: ${second + 1} requests`
    }
    const leave = () => { readout.hidden = true; second = -1 }
    svg.addEventListener('mousemove', event => read(Math.round(event.offsetX / svg.clientWidth * 2)))
    svg.addEventListener('mouseleave', leave)
    svg.parentElement.addEventListener('focusout', leave)
    svg.addEventListener('keydown', event => { if (event.key === 'ArrowRight') read(second + 1) })
    </script>
    </body>
    </html>
    """
}
