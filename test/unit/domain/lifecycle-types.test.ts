import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

describe('the compiler', () => {
  const source = readFileSync('src/domain/lifecycle.ts', 'utf8')

  /** What the compiler says about the rules once `words` have become `others` in them. */
  function compile(words: string, others: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'lifecycle-'))
    const file = join(folder, 'lifecycle.ts')
    writeFileSync(file, source.replace(words, others))
    const { stdout } = spawnSync('node_modules/.bin/tsc', ['--noEmit', '--strict', '--ignoreConfig', '--target', 'es2024', file], {
      encoding: 'utf8',
    })
    rmSync(folder, { recursive: true })
    return stdout
  }

  test('accepts the rules as they are', () => {
    expect(compile('', '')).toBe('')
  })

  test('refuses a status without cells', () => {
    expect(compile("'finished'] as const", "'finished', 'archived'] as const")).toContain("Property 'archived' is missing")
  })

  test('refuses an action without cells', () => {
    expect(compile('export const actions = [', "export const actions = ['levitate', ")).toContain("Property 'levitate' is missing")
  })

  test('refuses a cell that is missing', () => {
    expect(compile("    stop: refuse('alreadyStopped'),\n", '')).toContain("Property 'stop' is missing")
  })
})
