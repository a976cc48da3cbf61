import { expect, test } from 'vitest'
import type { History } from '#api/contract/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { User } from '#api/contract/primitives.ts'
import type { Version } from '#api/contract/version.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { ownTexts, formatText } from '#test/contract/hostile/hostile-texts.ts'
import { chooseAction, getDialog, waitForImpact } from '#test/components/support/dialog.ts'
import { stubReads, type ResponseStub } from '#test/components/support/stub-responses.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { sampleCases } from '#test/support/test-size.ts'

const passThrough: ResponseStub = () => undefined
const createUser = (name: string): User => ({ id: 'somebody', name })

/** The elements that a text would have become had it been taken for markup; the console has none of them here. */
const findMarkupElements = () =>
  document.body.querySelectorAll(
    'script, img, iframe, object, embed, bdo, b, marquee, video, audio, style, base, form:not([novalidate]), math',
  )

/** The texts of the elements that isolate other people’s text. */
const readIsolatedTexts = (within: string): readonly string[] =>
  Array.from(document.querySelectorAll(`${within} bdi`), (element) => element.textContent)

test('every hostile name stands in the list as it is, isolated, as text and whole', async () => {
  const answer = stubReads(passThrough)
  const { refetch } = renderConsole('/')
  await findRow('Welcome series')

  const wrong: unknown[] = []
  for (let first = 0; first < hostileTexts.length; first += 30) {
    const names = hostileTexts.slice(first, first + 30)
    answer(async (path, truth) => {
      if (path !== '/api/versions') return truth()
      const list = JSON.parse(await truth()) as List
      const at = list.asOf
      const items = list.items.slice(0, names.length).map((item, index) => {
        const name = names[index] ?? ''
        const ended = { at, action: 'stop', actor: createUser(name), trigger: null, reason: 'other', note: name, peopleInside: 0 } as const
        return { ...item, name, description: name, tags: [name], createdBy: createUser(name), ended }
      })
      return JSON.stringify({ ...list, items })
    })
    await refetch()
    if (JSON.stringify(readIsolatedTexts('[role=rowheader]')) !== JSON.stringify(names))
      wrong.push(['names', first, readIsolatedTexts('[role=rowheader]').map(formatText)])
    const titles = Array.from(document.querySelectorAll('[role=rowheader] a'), (link) => link.getAttribute('title'))
    if (JSON.stringify(titles) !== JSON.stringify(names)) wrong.push(['titles', first])
    if (findMarkupElements().length > 0) wrong.push(['markup', first])
  }

  expect(wrong).toEqual([])
})

test('every hostile name stands on the page, in its history and in the dialog, and in the title of the document', async () => {
  const answer = stubReads(passThrough)
  const { user, refetch } = renderConsole('/journeys/back-in-stock-alert-v2?view=history')
  await chooseAction(user, 'Stop')
  await waitForImpact()
  const texts = sampleCases(
    hostileTexts.filter((text, index) => ownTexts.includes(text) || index % 4 === 0),
    40,
  )

  const wrong: unknown[] = []
  for (const name of texts) {
    answer(async (path, truth) => {
      const response = JSON.parse(await truth()) as unknown
      if (path.endsWith('/history')) {
        const items = (response as History).items.map((entry) => ({ ...entry, actor: createUser(name), note: name }))
        return JSON.stringify({ ...(response as History), items })
      }
      if (path.endsWith('/impact')) {
        const impact = response as Impact
        const ref = { id: 'other', name, number: 1, latest: true, status: name, revision: 1, peopleInside: 1 }
        const promised = [{ id: 'voucher', name, people: 1 }]
        const stop = { ...impact.stop, requiresTypedName: true, promised }
        return JSON.stringify({
          ...impact,
          stop,
          incomingJumps: [ref],
          otherVersions: [ref],
          similarNames: [{ ...ref, createdBy: createUser(name) }],
        })
      }
      if (/\/versions\/[^/]+$/.test(path))
        return JSON.stringify({ ...(response as Version), name, description: name, tags: [name], createdBy: createUser(name) })
      return JSON.stringify(response)
    })
    await refetch()
    const says = [
      ['heading', readIsolatedTexts('h1')[0] === name],
      [
        'title',
        document.title.includes(
          isolateBidi(name)
            .replaceAll(/[\t\n\f\r ]+/g, ' ')
            .trim()
            .slice(0, 50)
            .trim(),
        ),
      ],
      ['who', readIsolatedTexts('ol')[0]?.includes(name)],
      ['note', name === '' || Array.from(document.querySelectorAll('ol p[dir=auto]')).some((note) => note.textContent === name)],
      ['question', getDialog().textContent.includes(`“${isolateBidi(name)} v. 2`)],
      ['promised and to be typed', readIsolatedTexts('[role=alertdialog]').filter((text) => text === name).length >= 2],
      ['identity', getDialog().textContent.includes(`Created by ${isolateBidi(name)} · ID back-in-stock-alert-v2`)],
      ['look-alike', getDialog().textContent.includes(`Created by ${isolateBidi(name)} · ID other`)],
      ['markup', findMarkupElements().length === 0],
    ] as const
    const not = says.filter(([, said]) => !said).map(([what]) => what)
    if (not.length > 0) wrong.push([formatText(name), not])
  }

  expect(wrong).toEqual([])
})
