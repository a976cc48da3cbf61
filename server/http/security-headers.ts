/** The kind of site that is served. */
export type BuildTarget = 'production' | 'demo'

/**
 * Trusted Types: MSW registers its worker with a plain string, which needs a policy named `default`. Only the demo may have this policy;
 * `mocks/` creates it, for that one URL.
 */
const trustedTypes: Readonly<Record<BuildTarget, string>> = { production: "'none'", demo: 'default' }

const formatContentPolicy = (target: BuildTarget, allowedSources: string): string =>
  [
    "default-src 'none'",
    `script-src ${allowedSources}`,
    `style-src ${allowedSources}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes[target]}`,
  ].join('; ')

const unusedFeatures = [
  'camera',
  'geolocation',
  'microphone',
  'payment',
  'usb',
  'serial',
  'hid',
  'midi',
  'display-capture',
  'browsing-topics',
]

/**
 * The headers of every answer, for every way of serving. `nonce` is for development alone: it marks the scripts and styles that hot replacement
 * writes into the page. All else is as strict there.
 */
export function createSecurityHeaders(target: BuildTarget, nonce?: string): Record<string, string> {
  return {
    'content-security-policy': formatContentPolicy(target, nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
  }
}

/** Cache-Control: a hashed asset for ever, every other file only with revalidation. */
export const getCacheControl = (path: string): string => (path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')

if (import.meta.main)
  for (const [name, value] of Object.entries(createSecurityHeaders('production'))) process.stdout.write(`${name}: ${value}\n`)
