import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { List } from '#api/contract/list.ts'
import { createNodeServer } from '#mocks/hosts/msw-node.ts'
import { createTestDemo } from '#test/support/test-demo.ts'

const demo = createTestDemo()
const server = createNodeServer(demo)

beforeAll(() => server.listen())
beforeEach(() => demo.initialize())
afterAll(() => server.close())

test('a test process that asks the backend is answered from the demo', async () => {
  const response = await fetch('http://localhost/api/versions?search=welcome+series')

  const { items } = (await response.json()) as List

  expect(items.map(({ name, number }) => `${name} v. ${number}`)).toEqual(['Welcome series v. 2'])
})

test('no user is signed in once a test has signed out', async () => {
  demo.signIn(null)

  const response = await fetch('http://localhost/api/session')

  expect(response.status).toBe(401)
})

test('a request to an unknown address fails', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})

  const request = fetch('http://localhost/elsewhere')

  await expect(request).rejects.toThrow()
  expect(complaint).toHaveBeenCalledOnce()
})
