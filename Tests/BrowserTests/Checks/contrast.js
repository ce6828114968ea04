// Text stands out against what lies behind it: WCAG 2.2, 1.4.3, for text of any size.

const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
const known = new Map()

// A colour of CSS as [red, green, blue, alpha], the first three in 0...255.
const colour = css => {
  if (!known.has(css)) {
    pixel.clearRect(0, 0, 1, 1)
    pixel.fillStyle = css
    pixel.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data
    known.set(css, [red, green, blue, alpha / 255])
  }
  return known.get(css)
}

// An opaque colour with another, of an opacity, over it.
const over = (below, [red, green, blue, alpha], opacity) =>
  [red, green, blue].map((part, i) => part * alpha * opacity + below[i] * (1 - alpha * opacity))

// The relative luminance of a colour (WCAG 2.2, definitions), in 0...1.
const luminance = parts => {
  const [red, green, blue] = parts.map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const ratio = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const opacityOf = remembering(element =>
  element ? opacityOf(element.parentElement) * Number(getComputedStyle(element).opacity) : 1)

const backdrop = isPaper => {
  const behind = remembering(element => {
    if (!element) return [255, 255, 255]
    const style = getComputedStyle(element)
    const below = behind(element.parentElement)
    return isPaper && style.printColorAdjust !== 'exact' ? below : over(below, colour(style.backgroundColor), 1)
  })
  return behind
}

// What lies behind an element of HTML. On paper backgrounds are not printed unless they insist.
const background = { true: backdrop(true), false: backdrop(false) }

// What lies behind a point of an SVG's text: what is filled and was drawn before it.
const behind = (text, [x, y], isPaper) => {
  const svg = text.closest('svg')
  let below = background[isPaper](svg)
  for (const shape of svg.querySelectorAll('path, rect, circle, ellipse, polygon')) {
    if (text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING) break
    const box = shape.getBoundingClientRect()
    if (x < box.left || x > box.right || y < box.top || y > box.bottom || !isSeen(shape)) continue
    const style = getComputedStyle(shape)
    if (style.fill === 'none' || style.fill.startsWith('url(')) continue
    const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse())
    if (!shape.isPointInFill(point)) continue
    below = over(below, colour(style.fill), Number(style.fillOpacity) * opacityOf(shape))
  }
  // A halo around the letters.
  const { paintOrder, stroke, strokeOpacity, strokeWidth } = getComputedStyle(text)
  if (paintOrder.startsWith('stroke') && stroke !== 'none' && parseFloat(strokeWidth) >= 2) {
    below = over(below, colour(stroke), Number(strokeOpacity))
  }
  return below
}

checks.contrast = isPaper => {
  const worst = new Map()
  for (const { element, text, corners: [a, b, c, d], isHTML } of lines()) {
    const style = getComputedStyle(element)
    const shares = isHTML ? [0.5] : [0.05, 0.5, 0.95]
    for (const share of shares) {
      const point = [0, 1].map(i => (a[i] + d[i]) / 2 * (1 - share) + (b[i] + c[i]) / 2 * share)
      const below = isHTML ? background[isPaper](element) : behind(element, point, isPaper)
      const opacity = opacityOf(element) * (isHTML ? 1 : Number(style.fillOpacity))
      const reached = ratio(over(below, colour(isHTML ? style.color : style.fill), opacity), below)
      if (reached < Math.min(4.5, worst.get(text) ?? Infinity)) worst.set(text, reached)
    }
  }
  return [...worst].map(([text, reached]) => `${quote(text)} has a contrast of ${reached.toFixed(2)}`)
}
