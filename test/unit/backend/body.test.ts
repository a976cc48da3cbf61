import { describe, expect, test } from 'vitest'
import { parseObject } from '#backend/http/body.ts'
import { HttpProblem } from '#backend/http/problem.ts'

const parse = (text: string) => parseObject(new TextEncoder().encode(text))

describe('duplicate members', () => {
  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1,"b":2}}',
    '{"a":[{"b":1},{"b":1,"c":[{"d":1 ,"d" : 2}]}]}',
    '{"a":{"b":1},"a":1}',
    '{"__proto__":1,"__proto__":2}',
  ])('%s is rejected', (text) => {
    expect(() => parse(text)).toThrow(HttpProblem)
  })

  test.each([
    '{}',
    '{"a":{"a":{"a":[]}}}',
    '{"a":[{"b":1},{"b":1}]}',
    '{"a":"\\"b\\": \\"b\\":","c":"d:"}',
    '{"__proto__":{"x":1}}',
    '{"a":["b","b"]}',
  ])('a name may stand in several objects: %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text))
  })
})
