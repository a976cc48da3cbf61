/** How the console is being served. Development needs relaxations that a build must not have. */
export type Serving = 'production' | 'demo' | 'development'

/**
 * MSW registers its worker with a plain string, which Trusted Types refuse unless a policy named `default` vouches for it.
 * The demo alone may have one; `mocks/` creates it, for that one address.
 */
const trustedTypes: Readonly<Record<Exclude<Serving, 'development'>, string>> = { production: "'none'", demo: 'default' }

const contentPolicy = (serving: Exclude<Serving, 'development'>): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes[serving]}`,
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
 * The headers of every answer, for every way of serving. In development there is no content policy: hot replacement writes
 * inline scripts and styles.
 */
export function securityHeaders(serving: Serving): Record<string, string> {
  return {
    ...(serving === 'development' ? {} : { 'content-security-policy': contentPolicy(serving) }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
  }
}

/** How long a browser may keep the answer: a hashed asset for ever, anything else not without asking. */
export const cacheControl = (path: string): string => (path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
