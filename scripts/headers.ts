/** What is being served. */
export type BuildTarget = 'production' | 'demo'

/**
 * MSW registers its worker with a plain string, which Trusted Types refuse unless a policy named `default` vouches for it.
 * The demo alone may have one; `mocks/` creates it, for that one address.
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

/** How long a browser may keep the answer: a hashed asset for ever, anything else not without asking. */
export const getCacheControl = (path: string): string => (path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')

if (import.meta.main) for (const [name, value] of Object.entries(createSecurityHeaders('production'))) console.log(`${name}: ${value}`)
