import { expect, test, vi } from 'vitest'
import type { History } from '#api/contract/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { User } from '#api/contract/primitives.ts'
import type { Version } from '#api/contract/version.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { ownTexts, shown } from '#test/contract/hostile/hostile-texts.ts'
import { choose, dialog, weighed } from '#test/components/support/dialog.ts'
import { answerReads, type Answers } from '#test/components/support/stub-responses.ts'
import { findRow, visit } from '#test/components/support/render-console.tsx'

// Hundreds of names each.
vi.setConfig({ testTimeout: 60_000 })

const asItIs: Answers = () => undefined
const called = (name: string): User => ({ id: 'somebody', name })

/** The elements that a text would have become had it been taken for markup; the console has none of them here. */
const fromMarkup = () =>
  document.body.querySelectorAll('script, img, iframe, object, embed, bdo, b, marquee, video, audio, style, base, form, math')

/** The texts of the elements that isolate other people’s text. */
const isolated = (within: string): readonly string[] =>
  Array.from(document.querySelectorAll(`${within} bdi`), (element) => element.textContent)

test('every hostile name stands in the list as it is, isolated, as text and whole', async () => {
  const answer = answerReads(asItIs)
  const { readAgain } = visit('/')
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
        const ended = { at, action: 'stop', actor: called(name), trigger: null, reason: 'other', note: name, peopleInside: 0 } as const
        return { ...item, name, description: name, tags: [name], createdBy: called(name), ended }
      })
      return JSON.stringify({ ...list, items })
    })
    await readAgain()
    if (JSON.stringify(isolated('[role=rowheader]')) !== JSON.stringify(names))
      wrong.push(['names', first, isolated('[role=rowheader]').map(shown)])
    const titles = Array.from(document.querySelectorAll('[role=rowheader] a'), (link) => link.getAttribute('title'))
    if (JSON.stringify(titles) !== JSON.stringify(names)) wrong.push(['titles', first])
    if (fromMarkup().length > 0) wrong.push(['markup', first])
  }

  expect(wrong).toEqual([])
})

test('every hostile name stands on the page, in its history and in the dialog, and in the title of the document', async () => {
  const answer = answerReads(asItIs)
  const { user, readAgain } = visit('/journeys/back-in-stock-alert-v2?view=history')
  await choose(user, 'Stop')
  await weighed()
  const texts = hostileTexts.filter((text, index) => ownTexts.includes(text) || index % 4 === 0)

  const wrong: unknown[] = []
  for (const name of texts) {
    answer(async (path, truth) => {
      const told = JSON.parse(await truth()) as unknown
      if (path.endsWith('/history')) {
        const items = (told as History).items.map((entry) => ({ ...entry, actor: called(name), note: name }))
        return JSON.stringify({ ...(told as History), items })
      }
      if (path.endsWith('/impact')) {
        const impact = told as Impact
        const ref = { id: 'other', name, number: 1, latest: true, status: name, revision: 1, peopleInside: 1 }
        const promised = [{ id: 'voucher', name, people: 1 }]
        const stop = { ...impact.stop, requiresTypedName: true, promised }
        return JSON.stringify({
          ...impact,
          stop,
          incomingJumps: [ref],
          otherVersions: [ref],
          similarNames: [{ ...ref, createdBy: called(name) }],
        })
      }
      if (/\/versions\/[^/]+$/.test(path))
        return JSON.stringify({ ...(told as Version), name, description: name, tags: [name], createdBy: called(name) })
      return JSON.stringify(told)
    })
    await readAgain()
    const says = [
      ['heading', isolated('h1')[0] === name],
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
      ['who', isolated('ol')[0]?.includes(name)],
      ['note', name === '' || Array.from(document.querySelectorAll('ol p[dir=auto]')).some((note) => note.textContent === name)],
      ['question', dialog().textContent.includes(`“${isolateBidi(name)} v. 2`)],
      ['promised and to be typed', isolated('[role=alertdialog]').filter((text) => text === name).length >= 2],
      ['identity', dialog().textContent.includes(`Created by ${isolateBidi(name)} · ID back-in-stock-alert-v2`)],
      ['look-alike', dialog().textContent.includes(`Created by ${isolateBidi(name)} · ID other`)],
      ['markup', fromMarkup().length === 0],
    ] as const
    const not = says.filter(([, said]) => !said).map(([what]) => what)
    if (not.length > 0) wrong.push([shown(name), not])
  }

  expect(wrong).toEqual([])
})
