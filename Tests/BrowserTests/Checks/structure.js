// What a screen reader and a keyboard find: names, order, tables.

const references = ['aria-labelledby', 'aria-describedby', 'aria-details', 'aria-controls', 'for', 'headers']

checks.structure = () => {
  const wrong = []
  const all = [...document.querySelectorAll('*')]
  if (!document.title.trim()) wrong.push('the page has no title')
  if (!document.documentElement.lang) wrong.push('the page does not say its language')
  if (!document.querySelector('main')) wrong.push('the page has no main part')
  if (!document.querySelector('meta[name=viewport][content*="width=device-width"]')) {
    wrong.push('the page does not fit itself to the width of a phone')
  }

  const ids = new Set()
  for (const { id } of all) {
    if (id && ids.has(id)) wrong.push(`two elements have the id ${id}`)
    ids.add(id)
  }
  for (const element of all) {
    const named = references.flatMap(name => (element.getAttribute(name) ?? '').split(/\s+/))
    for (const attribute of element.attributes) {
      if (attribute.name === 'href' && attribute.value.startsWith('#')) named.push(attribute.value.slice(1))
      for (const [, id] of attribute.value.matchAll(/^url\(["']?#(.*?)["']?\)$/g)) named.push(id)
    }
    for (const id of named) {
      if (id && !ids.has(decodeURIComponent(id))) wrong.push(`${describe(element)} refers to ${id}, which is not there`)
    }
  }

  let level = 0
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const next = Number(heading.localName[1])
    if (next > level + 1) wrong.push(`${describe(heading)} comes after a heading of level ${level}`)
    if (!heading.textContent.trim()) wrong.push(`${describe(heading)} is empty`)
    level = next
  }
  const titles = document.querySelectorAll('h1').length
  if (titles !== 1) wrong.push(`the page has ${titles} headings of the first level`)

  for (const table of document.querySelectorAll('table')) {
    if (!table.querySelector('th')) wrong.push(`the table ${quote(table.textContent)} has no heads`)
  }
  for (const button of document.querySelectorAll('button, a[href], summary')) {
    if (!(button.getAttribute('aria-label') ?? button.textContent).trim()) {
      wrong.push(`${describe(button)} has no name`)
    }
  }
  return wrong
}

checks.charts = () => {
  const wrong = []
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.closest('[role=img], [aria-hidden=true]')) {
      wrong.push(`${describe(svg)} is neither a chart with role img nor hidden from screen readers`)
    }
  }
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    for (const part of ['title', 'desc']) {
      if (!svg.querySelector(`:scope > ${part}`)?.textContent.trim()) {
        wrong.push(`${describeChart(svg)} has no ${part}`)
      }
    }
    if (!svg.hasAttribute('data-at') && !svg.querySelector('.mark > title')) {
      wrong.push(`${describeChart(svg)} has neither places to read values at nor marks with names`)
    }
    const described = (svg.getAttribute('aria-describedby') ?? '').split(/\s+/)
      .map(id => document.getElementById(id)).filter(element => element)
    const tables = [frame(svg), ...described].flatMap(element =>
      element.localName === 'table' ? [element] : [...element.querySelectorAll('table')])
    if (!tables.some(table => table.querySelector('tbody td'))) {
      wrong.push(`${describeChart(svg)} has no table of its data`)
    }
  }
  return wrong
}

// The policy that the page gives itself: nothing from elsewhere, no script but its own.
checks.policy = () => {
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? ''
  const rules = new Map(policy.split(';').map(rule => rule.trim().split(/\s+/)).map(([name, ...rest]) => [name, rest]))
  const wrong = []
  if (rules.get('default-src')?.join() !== "'none'") {
    wrong.push("the content policy does not start with default-src 'none'")
  }
  for (const source of [...rules.values()].flat()) {
    if (/^(\*|https?:|'unsafe-eval')/.test(source)) wrong.push(`the content policy allows ${source}`)
  }
  if (rules.get('script-src')?.includes("'unsafe-inline'")) wrong.push('the content policy allows any script')
  return wrong
}
