import { globSync, readFileSync } from 'node:fs'

/** A source file of the project. */
export interface ProjectFile {
  /** From the top of the project, with forward slashes. */
  readonly path: string
  readonly source: string
}

/** Every TypeScript file of the project but its declarations. */
export const projectFiles: readonly ProjectFile[] = globSync([
  '{src,backend,server,mocks,test,scripts,examples,packages}/**/*.{ts,tsx}',
  '*.config.ts',
])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.d.ts'))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }))
