/** The consoles that are measured. The first two are the controls. */
export const apps = ['bare', 'bareRequest', 'production', 'demo'] as const
export type App = (typeof apps)[number]

export const appTitles: Readonly<Record<App, string>> = {
  bare: 'bare',
  bareRequest: 'bare + request',
  production: 'production',
  demo: 'demo',
}

/** What is measured together, each with the console that the others are compared with. */
export const groups = {
  start: { title: 'Start: CPU ÷ 4, 9 Mbit/s, 165 ms a request', control: 'bareRequest' },
  steps: { title: 'Steps: full speed, from the input event to the frame with the result', control: 'bare' },
  counts: { title: 'Home with its rows, after garbage collection', control: 'bare' },
  idle: { title: 'Left open, per minute', control: 'bare' },
} as const satisfies Record<string, { readonly title: string; readonly control: App }>
export type Group = keyof typeof groups

/** One figure: what it is called, and in which unit it is counted. */
interface Metric {
  readonly title: string
  readonly unit: 'ms' | 'kB' | 'MB' | ''
}

const ms = (title: string): Metric => ({ title, unit: 'ms' })
const count = (title: string): Metric => ({ title, unit: '' })

/** Every figure, in the order of the table. */
export const metrics = {
  start: {
    bytes: { title: 'bytes over the network', unit: 'kB' },
    requests: count('requests over the network'),
    firstPaint: ms('first paint'),
    ready: ms('list ready'),
    script: ms('script until ready'),
    blocking: ms('blocking, in all'),
    blockingBefore: ms('  before the first paint'),
    blockingAfter: ms('  after it'),
    layoutShift: count('layout shift'),
  },
  steps: {
    dialogFirst: ms('open a dialog, first time'),
    dialogFirstNumbers: ms('  with its numbers'),
    cancel: ms('cancel'),
    dialogAgain: ms('open a dialog again'),
    dialogAgainNumbers: ms('  with its numbers'),
    confirm: ms('confirm → true badge'),
    language: ms('switch the language'),
    filter: ms('filter keystroke → painted'),
    sort: ms('sort'),
    openPage: ms('list → page, its heading'),
    openPageNumbers: ms('  with its numbers'),
    graph: ms('  with its graph'),
    tab: ms('change the tab'),
    chart: ms('chart of people drawn'),
    back: ms('page → list'),
    openPageAgain: ms('list → page again, its heading'),
  },
  counts: {
    rows: count('rows'),
    elements: count('DOM elements'),
    listeners: count('listeners'),
    heap: { title: 'heap', unit: 'MB' },
  },
  idle: {
    homeCpu: ms('Home: CPU'),
    homeRequests: count('Home: requests'),
    homeCommits: count('Home: commits of React'),
    homeEmptyCommits: count('Home: … that changed nothing'),
    pageCpu: ms('history: CPU'),
    pageRequests: count('history: requests'),
    pageCommits: count('history: commits of React'),
    pageEmptyCommits: count('history: … that changed nothing'),
    graphCpu: ms('graph: CPU'),
    graphRequests: count('graph: requests'),
    graphCommits: count('graph: commits of React'),
    graphEmptyCommits: count('graph: … that changed nothing'),
  },
} as const satisfies Readonly<Record<Group, Readonly<Record<string, Metric>>>>

/** Figures of one run of one console. A console that lacks a part of the product has no figure for it. */
export type Figures = Readonly<Record<string, number>>

/** All values of each figure, by group and console. */
export type Results = Readonly<Partial<Record<Group, Readonly<Partial<Record<App, Readonly<Record<string, readonly number[]>>>>>>>>

/** Adds the figures of one run to the results. */
export function addFigures(results: Results, group: Group, app: App, figures: Figures): Results {
  const known = results[group]?.[app] ?? {}
  const added = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, [...(known[name] ?? []), value]]))
  return { ...results, [group]: { ...results[group], [app]: { ...known, ...added } } }
}

/** The values of one figure; empty if there are none. */
export const listValues = (results: Results, group: Group, app: App, name: string): readonly number[] => results[group]?.[app]?.[name] ?? []

/** Consoles in another order for each run, so that no console always comes first. */
export const listInTurn = <One>(list: readonly One[], run: number): readonly One[] => {
  const first = run % list.length
  return [...list.slice(first), ...list.slice(0, first)]
}
