/** An element of a page, as the driver of the browser names it. */
export type ElementReference = Readonly<Record<string, string>>

/** Input sources with their actions, as WebDriver defines them: the same in both protocols. */
export type InputSources = readonly { readonly type: 'key' | 'pointer'; readonly id: string; readonly actions: readonly object[] }[]

/** One tab of a browser. */
export interface DriverTab {
  goTo(url: string): Promise<void>
  /** Runs a function in the page. It may use its arguments only: JSON values and elements. Resolves to its result, a JSON value. */
  run<Args extends readonly unknown[], Result>(work: (...args: Args) => Result | Promise<Result>, ...args: Args): Promise<Result>
  /** The elements with a role and an accessible name, as the browser computes them. Without a name: of any name. */
  locate(role: string, name?: string): Promise<readonly ElementReference[]>
  performActions(sources: InputSources): Promise<void>
  /** A picture of the viewport, in PNG. */
  takeScreenshot(): Promise<Buffer>
  bringToFront(): Promise<void>
  close(): Promise<void>
}

/** A running browser, with a profile of its own. */
export interface Driver {
  openTab(): Promise<DriverTab>
  /** Gives the viewport of every tab this size, in CSS pixels. */
  resize(width: number, height: number): Promise<void>
  /** Console errors, uncaught errors and violations of the content policy since the start. WebKit tells those of loaded pages only. */
  readComplaints(): Promise<readonly string[]>
  quit(): Promise<void>
}

/** The source of a function that takes each argument as JSON or as an element, and returns JSON. */
export const encodeFunction = (work: (...args: never[]) => unknown): string => `async (...args) => {
  const result = await (${work.toString()})(...args.map((arg) => (typeof arg === 'string' ? JSON.parse(arg) : arg)))
  return JSON.stringify(result ?? null)
}`

/** Elements that may have each role. */
const selectors: Readonly<Record<string, string>> = {
  alert: '[role=alert]',
  alertdialog: '[role=alertdialog]',
  article: 'article',
  button: 'button, summary, [role=button]',
  combobox: 'select, [role=combobox]',
  heading: 'h1, h2, h3',
  img: 'img, svg, [role=img]',
  link: 'a[href]',
  menu: '[role=menu]',
  menuitem: '[role=menuitem]',
  menuitemradio: '[role=menuitemradio]',
  radio: 'input[type=radio], [role=radio]',
  region: 'section, [role=region]',
  searchbox: 'input[type=search]',
  tab: '[role=tab]',
  table: 'table, [role=table]',
  textbox: 'input, textarea',
  tooltip: '[role=tooltip]',
}

/**
 * The function that finds, in the page, the visible elements that may have a role and a name. A browser needs seconds to compute the names
 * of a whole page, so that it computes only theirs.
 */
export const encodeCandidates = (role: string, name: string | undefined): string => `() => {
  const words = (text) => text.normalize().replace(/\\s+/g, ' ')
  const wanted = words(${JSON.stringify(name ?? '')})
  const textOf = (element) => words([
    element.textContent,
    ...['aria-label', 'title', 'placeholder', 'alt'].map((attribute) => element.getAttribute(attribute) ?? ''),
    ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? ''),
    ...Array.from(element.labels ?? [], (label) => label.textContent),
    element.querySelector('caption, legend, title')?.textContent ?? '',
  ].join(' '))
  return [...document.querySelectorAll(${JSON.stringify(selectors[role] ?? `[role=${role}]`)})]
    .filter((element) => textOf(element).includes(wanted) && element.checkVisibility())
}`
