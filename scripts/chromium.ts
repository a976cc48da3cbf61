import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages } from './debian-packages.ts'

/** Best first: the shell without windows needs less time. */
const executableNames = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const defaultPaths: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((folder) =>
    join(process.env[folder] ?? '', 'Google/Chrome/Application/chrome.exe'),
  ),
}

/** Path of Chromium or Chrome on this machine: `CHROMIUM` from the environment, the PATH, the usual places. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM']
  if (chosen) return chosen
  const pathCandidates = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => executableNames.map((name) => join(folder, name)))
  return [...pathCandidates, ...(defaultPaths[process.platform] ?? [])].find(existsSync)
}

/** Installs Debian's Chromium, with fonts for Latin, Arabic and emoji. Throws one sentence on failure. */
const installChromium = (): void =>
  installPackages(
    ['chromium-headless-shell', 'fonts-dejavu-core', 'fonts-noto-color-emoji'],
    'No Chromium or Chrome was found: install one, or name it in the environment variable CHROMIUM, then run this again.',
  )

/**
 * Chromium features that no test needs. Only the last such flag counts, so Playwright's own list comes first, verbatim. The two address
 * bar popups are pages of their own, loaded with every window and so by every test.
 */
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/** Launch options of every browser test: no background traffic, and no host but this machine. */
export const launchOptions = {
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
    `--disable-features=${disabledFeatures.join(',')}`,
  ],
}

if (import.meta.main) {
  try {
    const found = findChromium() ?? (installChromium(), findChromium())
    if (!found || !existsSync(found)) throw new Error(`There is no Chromium at ${found ?? 'any of the usual places'}.`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
