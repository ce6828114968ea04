// What is on a page, and where: what the checks have in common. A check is a function of `checks` that returns a
// sentence for everything that it finds wrong.
const checks = {}

const quote = text => {
  const short = text.trim().replace(/\s+/g, ' ')
  return `“${short.length > 60 ? short.slice(0, 57) + '…' : short}”`
}

// An element as a reader of a failed test finds it again.
const describe = element => {
  const id = element.id ? `#${element.id}` : ''
  const classes = [...element.classList].map(name => `.${name}`).join('')
  const text = element.children.length ? '' : element.textContent.trim()
  return `${element.localName}${id}${classes}${text ? ' ' + quote(text) : ''}`
}

// A function that remembers what it returned for an element.
const remembering = compute => {
  const known = new Map()
  return element => {
    if (!known.has(element)) known.set(element, compute(element))
    return known.get(element)
  }
}

const isSeen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

const charts = () => [...document.querySelectorAll('svg[role=img]')].filter(isSeen)

const describeChart = svg =>
  `chart ${svg.id ? '#' + svg.id : quote(svg.querySelector('title')?.textContent ?? 'without a title')}`

// What belongs to a chart beside the picture.
const frame = svg => svg.closest('figure') ?? svg.parentElement

// The corners of an element of an SVG on the screen, its own turn and scale included.
const corners = element => {
  const box = element.getBBox()
  const matrix = element.getScreenCTM()
  return [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => {
    const point = new DOMPoint(box.x + x * box.width, box.y + y * box.height).matrixTransform(matrix)
    return [point.x, point.y]
  })
}

const cornersOf = ({ left, top, right, bottom }) => [[left, top], [right, top], [right, bottom], [left, bottom]]

// Where an element's content can be seen: what the boxes around it leave of the page.
const opening = remembering(element => {
  if (!element || element === document.body) {
    return { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }
  }
  const { left, top, right, bottom } = opening(element.parentElement)
  const style = getComputedStyle(element)
  const edge = element.getBoundingClientRect()
  const cuts = way => style.display !== 'inline' && style[way] !== 'visible'
  return {
    left: cuts('overflowX') ? Math.max(left, edge.left) : left,
    right: cuts('overflowX') ? Math.min(right, edge.right) : right,
    top: cuts('overflowY') ? Math.max(top, edge.top) : top,
    bottom: cuts('overflowY') ? Math.min(bottom, edge.bottom) : bottom,
  }
})

// Every line of text that can be seen: { element, text, corners, isHTML }. Lines of HTML are taken as high as their
// letters, whatever room the font wants above and below them.
const lines = remembering(() => {
  const found = []
  for (const element of document.querySelectorAll('svg text')) {
    if (isSeen(element) && element.textContent.trim()) {
      found.push({ element, text: element.textContent, corners: corners(element), isHTML: false })
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || element instanceof SVGElement || !isSeen(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = parseFloat(getComputedStyle(element).fontSize)
    for (const line of range.getClientRects()) {
      const spare = Math.max(0, (line.height - size) / 2)
      const hole = opening(element)
      const seen = {
        left: Math.max(line.left, hole.left), right: Math.min(line.right, hole.right),
        top: Math.max(line.top + spare, hole.top), bottom: Math.min(line.bottom - spare, hole.bottom),
      }
      if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) {
        found.push({ element, text: node.data, corners: cornersOf(seen), isHTML: true })
      }
    }
  }
  return found
})
