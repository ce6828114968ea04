// What happens when somebody uses the page.

// How often Tab goes on before it starts again, at most.
checks.stops = () =>
  document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], svg, div').length + 2

// The chart that has the focus, whose frame has it, or a part of it: its place among the charts, -1 where none has.
checks.focused = () => {
  const focus = document.activeElement
  if (!focus || focus === document.body) return -1
  return charts().findIndex(svg => svg.contains(focus) || (frame(svg).contains(focus) && focus.contains(svg)))
}

// Where a chart and what shows its focus lie on the page, and where in the window when it is scrolled to.
checks.count = () => charts().length

checks.chart = index => {
  const svg = charts()[index]
  svg.scrollIntoView({ block: 'center', behavior: 'instant' })
  const box = svg.getBoundingClientRect()
  return {
    name: describeChart(svg), x: box.x, y: box.y, width: box.width, height: box.height,
    left: Math.max(0, box.x + scrollX - 6), top: Math.max(0, box.y + scrollY - 6),
    hasReadout: svg.hasAttribute('data-at'),
  }
}

// What a chart reads out; empty where nothing is to be seen.
checks.readout = index => {
  const readout = [...frame(charts()[index]).querySelectorAll('.readout')].find(isSeen)
  return readout ? readout.textContent.trim().replace(/\s+/g, ' ') : ''
}

checks.readoutPlace = index => {
  const svg = charts()[index]
  const readout = [...frame(svg).querySelectorAll('.readout')].find(isSeen)
  const box = readout?.getBoundingClientRect()
  return box && (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5)
    ? [`what ${describeChart(svg)} reads out sticks out of the window`] : []
}

// All that can be wrong at a glance.
checks.look = (isPaper, isStill) => [
  ...(lines().length ? [] : ['nothing can be read']),
  ...checks.layout(), ...checks.overlaps(), ...checks.contrast(isPaper), ...(isStill ? checks.motion() : []),
]

checks.motion = () => {
  const wrong = []
  const lasts = times => times.split(',').some(time => parseFloat(time) > 0.01)
  for (const element of document.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    const moves = style.animationName !== 'none' && lasts(style.animationDuration)
    if (moves || lasts(style.transitionDuration) || style.scrollBehavior === 'smooth') {
      wrong.push(`${describe(element)} would move`)
    }
  }
  return wrong
}

checks.sections = () =>
  [...document.querySelectorAll('main section, main figure')].filter(section =>
    !section.closest('details') && (!isSeen(section) || section.getBoundingClientRect().height < 1))
    .map(section => `${describe(section)} cannot be seen`)

checks.open = () => {
  for (const details of document.querySelectorAll('details')) details.open = true
  return []
}
