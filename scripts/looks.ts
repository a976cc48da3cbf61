import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

const usage = `npm run looks -- [WORDS] [--against REVISION]
Compares pictures of every state of the console, built from a revision of git (main) and from the files as they are.
WORDS, a regular expression, chooses states by their names in test/e2e/support/states.ts.`

const results = resolve('test-results/looks')

/** Runs a program to completion. Throws if it fails. */
function run(command: string, args: readonly string[], cwd = '.', env: NodeJS.ProcessEnv = {}): void {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
  })
  if (status !== 0) throw new Error(`${basename(command)} ${args.join(' ')} failed.`)
}

/** Checks out a revision into its own folder, with the packages of its lock. */
function checkOut(revision: string, folder: string): void {
  run('git', ['worktree', 'add', '--quiet', '--detach', folder, revision])
  const lock = 'package-lock.json'
  if (readFileSync(lock, 'utf8') === readFileSync(join(folder, lock), 'utf8'))
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  else run(process.execPath, ['scripts/prepare.mjs'], folder)
}

/** Builds a folder and takes its screenshots, with the states of this folder. */
function takePictures(root: string, name: 'before' | 'after', filter: string): void {
  for (const mode of ['demo', 'production'])
    run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--mode', mode, '--logLevel', 'error'], root)
  const env = { LOOKS_ROOT: root, LOOKS_FOLDER: join(results, name), LOOKS_FILTER: filter }
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', '--config', 'playwright.looks.config.ts'], '.', env)
}

/** Pads a picture to at least `width` × `height` with transparent pixels. */
function enlarge(image: PNG, width: number, height: number): PNG {
  const larger = new PNG({ width, height })
  PNG.bitblt(image, larger, 0, 0, image.width, image.height, 0, 0)
  return larger
}

/** Number of differing pixels of two pictures. Writes a third picture that shows them, if there are any. */
function countDifferentPixels(name: string): number {
  const read = (folder: string): PNG => PNG.sync.read(readFileSync(join(results, folder, name)))
  const [before, after] = [read('before'), read('after')]
  const width = Math.max(before.width, after.width)
  const height = Math.max(before.height, after.height)
  const diff = new PNG({ width, height })
  const [one, other] = [enlarge(before, width, height), enlarge(after, width, height)]
  const count = pixelmatch(one.data, other.data, diff.data, width, height, { threshold: 0.05, includeAA: true })
  if (count > 0) writeFileSync(join(results, 'diff', name), PNG.sync.write(diff))
  return count
}

/** A page of the differing pictures: before, after, difference. */
function writePage(differences: readonly { readonly name: string; readonly pixels: number }[]): void {
  const sections = differences.map(({ name, pixels }) => {
    const images = ['before', 'after', 'diff'].map((folder) => `<img src="${folder}/${encodeURIComponent(name)}" alt="${folder}">`)
    return `<h2>${name}: ${pixels} pixels</h2>\n<div>${images.join('\n')}</div>`
  })
  const style =
    'body { font: 1rem sans-serif } div { display: flex; gap: 1rem; overflow-x: auto } img { max-width: 32%; object-fit: contain; border: 1px solid }'
  writeFileSync(
    join(results, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Looks</title><style>${style}</style>\n<h1>${differences.length} differences</h1>\n${sections.join('\n')}\n`,
  )
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string', default: 'main' }, help: { type: 'boolean' } },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const filter = positionals.join(' ')

rmSync(results, { recursive: true, force: true })
for (const folder of ['before', 'after', 'diff']) mkdirSync(join(results, folder), { recursive: true })
const worktree = join(mkdtempSync(join(tmpdir(), 'looks-')), 'before')
try {
  checkOut(values.against, worktree)
  takePictures(worktree, 'before', filter)
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', worktree])
}
takePictures(resolve('.'), 'after', filter)

const names = [...new Set(globSync(`${results}/{before,after}/*.png`).map((path) => basename(path)))].toSorted()
const pairs = names.filter((name) => ['before', 'after'].every((folder) => existsSync(join(results, folder, name))))
const differences = pairs.map((name) => ({ name, pixels: countDifferentPixels(name) })).filter(({ pixels }) => pixels > 0)
writePage(differences)
for (const { name, pixels } of differences) console.log(`${String(pixels).padStart(8)} pixels  ${name}`)
const missed = globSync(`${results}/{before,after}/*.txt`)
for (const path of missed) console.error(`not reached: ${path.slice(results.length + 1)}`)
console.log(`${differences.length} of ${pairs.length} pictures differ${differences.length > 0 ? ': test-results/looks/index.html' : ''}`)
if (missed.length > 0 || pairs.length === 0) process.exitCode = 1
