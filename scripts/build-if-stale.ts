import { globSync, statSync } from 'node:fs'
import { build } from 'vite'

/** Builds for production, unless the existing build is newer than all of its sources. */
export async function buildIfStale(): Promise<void> {
  const sources = globSync(['{src,public,scripts}/**', 'index.html', 'vite.config.ts', 'package-lock.json'])
  const built = statSync('dist/index.html', { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (sources.some((path) => statSync(path).mtimeMs > built)) await build({ mode: 'production', logLevel: 'warn' })
}

if (import.meta.main) await buildIfStale()
