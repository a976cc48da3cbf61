import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Sentence } from '#ui/sentence.tsx'

const read = (text: string, verbatim: readonly string[]) => {
  const { container } = render(<Sentence text={text} verbatim={verbatim} />)
  expect(container.textContent).toBe(text)
  return Array.from(container.children, (part) => [part.textContent, part.getAttribute('translate')])
}

test('names and ids in a sentence are not translated, everything else is', () => {
  expect(read('Created by Ana Sousa · ID welcome-v2', ['Ana Sousa', 'welcome-v2'])).toEqual([
    ['Created by ', null],
    ['Ana Sousa', 'no'],
    [' · ID ', null],
    ['welcome-v2', 'no'],
  ])
})

test('a name at the edge of a sentence, twice in it, within another, or empty', () => {
  expect(read('Stop', ['Stop'])).toEqual([['Stop', 'no']])
  expect(read('Stop Stop?', ['Stop'])).toEqual([
    ['Stop', 'no'],
    [' ', null],
    ['Stop', 'no'],
    ['?', null],
  ])
  expect(read('Stop Welcome series?', ['Welcome', 'Welcome series', ''])).toEqual([
    ['Stop ', null],
    ['Welcome series', 'no'],
    ['?', null],
  ])
})
