import { expect, test } from 'vitest'
import { createApp } from '#backend/app.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { openapiDocument } from '#backend/openapi/document.ts'
import { createTestEnvironment } from '#test/contract/support/environment.ts'
import { schemas } from '#backend/openapi/schemas.ts'

test('the document describes every route of the backend, and no other', () => {
  const routes = createApp(createTestEnvironment(createMemoryStore())).routes.filter(({ method }) => method !== 'ALL')
  const paths = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:(id|key)/, '{$1}')}`))

  const documented = Object.entries(openapiDocument.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )

  expect(documented.toSorted()).toEqual([...paths].toSorted())
  expect(documented).toHaveLength(35)
})

test('the document refuses unknown fields in what is sent, and says what has to be there', () => {
  expect(schemas).toMatchObject({
    StopRequest: { type: 'object', required: ['reason'], additionalProperties: false },
    PauseRequest: { properties: { days: { type: 'integer', minimum: 1, maximum: 14 } }, additionalProperties: false },
    PublishRequest: { properties: {}, additionalProperties: false },
  })
})
