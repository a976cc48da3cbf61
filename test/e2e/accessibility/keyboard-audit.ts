import type { Page } from '@playwright/test'

/** What a page says of everything in it that reacts to a press. */
interface AuditedElement {
  readonly what: string
  readonly width: number
  readonly height: number
  readonly isReached: boolean
  readonly isPressed: boolean
}

interface Notes {
  readonly visited: Set<Element>
  readonly reached: Set<Element>
  readonly pressed: Set<Element>
}

/** From now on notes what the focus reaches and what is pressed; a press does nothing else. */
const startRecording = (page: Page) =>
  page.evaluate(() => {
    const notes: Notes = { visited: new Set(), reached: new Set(), pressed: new Set() }
    if (document.activeElement) notes.reached.add(document.activeElement)
    addEventListener('focusin', ({ target }) => notes.reached.add(target as Element), true)
    addEventListener(
      'click',
      (event) => {
        notes.pressed.add(event.target as Element)
        event.preventDefault()
        event.stopImmediatePropagation()
      },
      true,
    )
    Object.assign(window, { notes })
  })

/** What has the focus, by the keys it answers, and whether it has been gone over before. */
const classifyFocus = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: here, body } = document
    const { visited } = (window as unknown as { notes: Notes }).notes
    if (!here || here === body) return ['outside', false] as const
    const wasVisited = visited.has(here)
    visited.add(here)
    if (here.matches('[role=menuitem], [role=menuitemradio]')) return ['menu', wasVisited] as const
    if (here.matches('input[type=radio]')) return ['choice', wasVisited] as const
    return [here.matches('a[href], summary, button:not([aria-haspopup])') ? 'press' : 'rest', wasVisited] as const
  })

/** Goes over everything that Tab leads to, in a menu over everything that arrows lead to, and presses each. */
async function operateEverything(page: Page): Promise<void> {
  for (let steps = 0; steps < 300; steps++) {
    const [here, wasVisited] = await classifyFocus(page)
    if (wasVisited && (here === 'press' || here === 'rest')) return
    if (!wasVisited && here !== 'rest' && here !== 'outside') await page.keyboard.press(here === 'choice' ? 'ArrowRight' : 'Enter')
    // Past the last item of a menu is its first.
    await page.keyboard.press(here === 'menu' && !wasVisited ? 'ArrowDown' : 'Tab')
  }
}

/** Everything that reacts: native controls, and whatever React has been told to answer a press for. */
const findInteractiveElements = (page: Page) =>
  page.evaluateHandle(() => {
    const reactsToPress = (one: Element) => {
      const props = Object.entries(one).find(([key]) => key.startsWith('__reactProps$'))?.[1] as Record<string, unknown> | undefined
      return ['onClick', 'onMouseDown', 'onPointerDown', 'onPointerUp', 'onMouseUp', 'onDoubleClick'].some(
        (name) => typeof props?.[name] === 'function',
      )
    }
    const modal = document.querySelector('[role=alertdialog]')
    return Array.from((modal ?? document.body).querySelectorAll('*')).filter(
      (one) =>
        (one.matches('a[href], button, input, select, textarea, summary, [role=menuitem], [role=menuitemradio], [role=tab]') ||
          reactsToPress(one)) &&
        one.checkVisibility({ visibilityProperty: true }) &&
        // What only surrounds controls and hears what is pressed in them, and the chart: what pointing at it does is told below.
        !(one.matches('[role=presentation], [role=tablist], [role=cell], [role=rowgroup]') && one.querySelector('a, button') !== null) &&
        !one.matches('input[type=range] ~ svg') &&
        // What the graph library hears for what is switched off; its places are walked along by arrows, and its frame is moved as told below.
        (one.matches('a, button') || one.closest('[role=application]') === null),
    )
  })

/** What keeps somebody from using what others use by mouse. */
export async function findKeyboardBarriers(page: Page, state: string, minSizePx = 24): Promise<readonly string[]> {
  await startRecording(page)
  await operateEverything(page)
  const all = await findInteractiveElements(page)
  const audited = await all.evaluate((elements) => {
    const { reached, pressed } = (window as unknown as { notes: Notes }).notes
    return elements.map((one): AuditedElement => {
      const box = (one.closest('label') ?? one).getBoundingClientRect()
      const group =
        one instanceof HTMLInputElement && one.type === 'radio'
          ? Array.from(document.getElementsByName(one.name))
          : Array.from(one.closest('[role=tablist]')?.children ?? [one])
      return {
        what: (one.cloneNode() as Element).outerHTML.replace(/ class="[^"]*"/, '').slice(0, 140),
        width: box.width,
        height: box.height,
        // Of a choice, and of tabs, arrows lead from one to the next.
        isReached: group.some((each) => reached.has(each)),
        isPressed:
          one.matches('select, textarea, input:not([type=radio]), [aria-haspopup], [role=tab]') || group.some((each) => pressed.has(each)),
      }
    })
  })
  const session = await page.context().newCDPSession(page)
  const namingProblems = await findNamingProblems(page, session, all)
  return audited.flatMap(({ what, width, height, isReached, isPressed }, index) => {
    const isInText = /^<a [^>]*href="(#|https:|\/journeys)/.test(what)
    const problems = [
      ...(isReached ? [] : ['no key leads to it']),
      ...(isPressed ? [] : ['no key presses it']),
      ...(namingProblems[index] ?? ['it is not there for a screen reader']),
      ...(isInText || (width >= minSizePx && height >= minSizePx) ? [] : [`it is ${Math.round(width)} by ${Math.round(height)} px small`]),
    ]
    return problems.map((why) => `${state}: ${what}: ${why}`)
  })
}

const roles = [
  'link',
  'button',
  'checkbox',
  'radio',
  'tab',
  'menuitem',
  'menuitemradio',
  'textbox',
  'searchbox',
  'combobox',
  'slider',
  'DisclosureTriangle',
]

/** What a screen reader lacks of each element: its name, or what it is. */
async function findNamingProblems(
  page: Page,
  session: Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>,
  all: Awaited<ReturnType<typeof findInteractiveElements>>,
) {
  await all.evaluate((elements) => Object.assign(window, { everyThing: elements }))
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byNode = new Map(nodes.map((node) => [node.backendDOMNodeId, node]))
  const { result } = await session.send('Runtime.evaluate', { expression: 'window.everyThing' })
  const { result: properties } = await session.send('Runtime.getProperties', { objectId: result.objectId!, ownProperties: true })
  return Promise.all(
    properties
      .filter(({ name }) => /^\d+$/.test(name))
      .map(async ({ value }) => {
        const { node } = await session.send('DOM.describeNode', { objectId: value!.objectId! })
        const found = byNode.get(node.backendNodeId)
        if (!found || found.ignored) return ['it is not there for a screen reader']
        const role = String(found.role?.value)
        return [
          ...(roles.includes(role) ? [] : [`it is a ${role}`]),
          ...(String(found.name?.value ?? '').trim() === '' ? ['it has no name'] : []),
        ]
      }),
  )
}
