import { expect, test } from 'vitest'
import { problemCodes } from '#api/contract/problems/problem-codes.ts'
import { createProblem } from '#backend/http/problem.ts'

test('each problem has a title of its own', () => {
  const titles = problemCodes.map((code) => (JSON.parse(createProblem(code, 'Why.').body) as { readonly title: string }).title)

  for (const title of titles) expect(title).toMatch(/^[A-Z][A-Za-z ]+$/)
  expect(new Set(titles).size).toBe(problemCodes.length)
})
