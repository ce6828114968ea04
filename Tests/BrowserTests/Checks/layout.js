// Everything has its place: nothing sticks out, nothing lies over text.

const outside = (inner, outer, tolerance) =>
  Math.max(outer.left - inner.left, outer.top - inner.top, inner.right - outer.right, inner.bottom - outer.bottom) >
  tolerance

const drawn = 'path, rect, circle, ellipse, line, polyline, polygon, text, use, image'

checks.layout = () => {
  const wrong = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) {
    wrong.push(`the page is ${root.scrollWidth} pixels wide in a window of ${root.clientWidth}`)
  }
  for (const svg of document.querySelectorAll('svg')) {
    if (!isSeen(svg) || svg.parentElement.closest('svg')) continue
    const box = svg.getBoundingClientRect()
    if (box.left < -0.5 || box.right > root.clientWidth + 0.5) {
      wrong.push(`${describeChart(svg)} sticks out of the window`)
    }
    const section = svg.parentElement.closest('figure, details, section, main, body')
    if (outside(box, section.getBoundingClientRect(), 0.5)) {
      wrong.push(`${describeChart(svg)} sticks out of its ${section.localName}`)
    }
    for (const element of svg.querySelectorAll(drawn)) {
      // A pattern's parts are drawn where it is used.
      if (!isSeen(element) || element.closest('defs, pattern, clipPath, mask, marker, symbol')) continue
      if (outside(element.getBoundingClientRect(), box, 0.5)) wrong.push(`${describe(element)} sticks out of ${describeChart(svg)}`)
    }
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (element instanceof SVGElement || element.clientWidth <= 1 || !isSeen(element)) continue
    const { overflowX } = getComputedStyle(element)
    if (['hidden', 'clip'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1) {
      wrong.push(`${describe(element)} is cut off`)
    }
  }
  for (const image of document.images) {
    if (!image.naturalWidth) wrong.push(`the picture ${quote(image.alt)} is not there`)
  }
  return wrong
}

// How far two convex shapes lie in each other: the least of what they share in the directions across their sides.
const depth = (one, other) => {
  let least = Infinity
  for (const shape of [one, other]) {
    for (let i = 0; i < shape.length; i++) {
      const [[x1, y1], [x2, y2]] = [shape[i], shape[(i + 1) % shape.length]]
      const length = Math.hypot(x2 - x1, y2 - y1)
      if (!length) continue
      const [a, b] = [one, other].map(points => points.map(([x, y]) => (x * (y1 - y2) + y * (x2 - x1)) / length))
      least = Math.min(least, Math.min(Math.max(...a), Math.max(...b)) - Math.max(Math.min(...a), Math.min(...b)))
    }
  }
  return least
}

checks.overlaps = () => {
  const wrong = []
  const found = lines().map(line => ({
    ...line,
    top: Math.min(...line.corners.map(([, y]) => y)),
    bottom: Math.max(...line.corners.map(([, y]) => y)),
  })).sort((a, b) => a.top - b.top)
  for (let i = 0; i < found.length; i++) {
    for (let j = i + 1; j < found.length && found[j].top < found[i].bottom; j++) {
      if (depth(found[i].corners, found[j].corners) > 1) {
        wrong.push(`${quote(found[i].text)} and ${quote(found[j].text)} overlap`)
      }
    }
  }
  return wrong
}
