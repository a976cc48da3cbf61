// Runs before start, dev and test, under whatever Node is there: syntax of Node 18, no dependency.
// Installs what the lock asks for when node_modules differs from it, and says what is wrong if something is.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'

const neededNode = 24
const bundledNode = 'node_modules/.bin/node'

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** @param {string} sentence @returns {never} */
function exitWithError(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** @returns {string} the C library of a Linux machine, in npm's words */
function detectLibc() {
  /** @type {any} */
  const report = process.report.getReport()
  return report.header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/**
 * Whether a missing package is missed: npm leaves out the programs for other platforms, but also, silently, an optional one that it could
 * not download.
 * @param {{ optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} wanted
 */
function isRequiredHere({ optional, devOptional, os, cpu, libc: libcs }) {
  if (!optional && !devOptional) return true
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && (!libcs || libcs.includes(detectLibc())))
}

/** Holds what npm wrote down about its last install against the lock, and the lock against package.json. */
function isInstalled() {
  try {
    const manifest = readJson('package.json')
    const { '': project, ...wanted } = readJson('package-lock.json').packages
    const present = readJson('node_modules/.package-lock.json').packages
    const sorted = (/** @type {object} */ list = {}) => JSON.stringify(Object.entries(list).sort())
    return (
      ['dependencies', 'devDependencies', 'optionalDependencies'].every((list) => sorted(manifest[list]) === sorted(project[list])) &&
      Object.keys(present).every((path) => path in wanted) &&
      Object.entries(wanted).every(([path, entry]) => (path in present ? present[path].version === entry.version : !isRequiredHere(entry)))
    )
  } catch {
    return false
  }
}

function install() {
  console.log('Installing what is missing (once)…')
  const options = [
    'ci',
    // Also for an npm that does not know the list of allowed scripts: none is.
    '--ignore-scripts',
    '--no-progress',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=8000',
  ]
  // Use npm's own Node, not the one in node_modules: it is about to be replaced.
  const npm = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '') ? process.env.npm_execpath : undefined
  const { status, stderr, error } = npm
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...options], { encoding: 'utf8' })
    : spawnSync('npm', options, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (error) exitWithError('npm is missing: install it together with Node, then run this again.')
  if (status === 0) return
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(stderr))
    exitWithError('The packages could not be downloaded: check the network, then run this again.')
  exitWithError(`The packages could not be installed; npm says:\n${stderr.trim().split('\n').slice(0, 8).join('\n')}`)
}

/** The scripts of package.json use the Node in node_modules if it runs here, otherwise the machine's own. */
function checkNode() {
  const bundled = existsSync(bundledNode) && spawnSync(bundledNode, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout
  if (bundled && Number.parseInt(bundled, 10) >= neededNode) return
  rmSync(bundledNode, { force: true })
  const own = Number.parseInt(process.versions.node, 10)
  if (own >= neededNode) return
  exitWithError(
    `Node ${neededNode} or newer is needed, this is Node ${own}, and no ready-made one exists for this platform: install it, then run this again.`,
  )
}

if (!isInstalled()) install()
checkNode()
