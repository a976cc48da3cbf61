import { createHash } from 'node:crypto'
import { chooseWords, type SignInWords } from './sign-in-words.ts'

/** Text as HTML: the only way in which text gets into a page of the server. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** The colours are those of `src/app/tokens.css`. */
const style = `
:root { color-scheme: light dark; --ground: light-dark(#f8f6f2, #161412); --surface: light-dark(#fffefc, #1e1b18); --ink: light-dark(#1f1b16, #f1ede6); --muted: light-dark(#665f55, #aba296); --line: light-dark(#8f877b, #7d756a); --hairline: light-dark(#e5e0d7, #36312b); --accent: light-dark(#4b3fbf, #b3abff); --accent-ink: light-dark(#ffffff, #17132e); --error: light-dark(#a8173f, #ff93a8) }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 0.9375rem/1.5 system-ui, sans-serif }
main { display: grid; gap: 1rem; max-width: 26rem; margin: 12vh auto 2rem; padding: 2rem; border: 1px solid var(--hairline); border-radius: 14px; background: var(--surface); overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.25; letter-spacing: -0.01em }
p { margin: 0; color: var(--muted) }
form { display: grid; gap: 1rem }
label, legend { padding: 0; font-weight: 600 }
fieldset { display: grid; margin: 0; padding: 0; border: 0 }
fieldset label { display: flex; gap: 0.625rem; align-items: center; min-height: 44px; font-weight: 400 }
input[type=radio] { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent) }
input[type=text] { width: 100%; min-height: 44px; margin-block-start: 0.25rem; padding: 0 0.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: inherit; font: inherit }
button, .link { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; padding: 0 1rem; border: 1px solid var(--line); border-radius: 8px; background: none; color: inherit; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
.primary { border-color: transparent; background: var(--accent); color: var(--accent-ink) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
[role=alert] { color: var(--error) }
@media (max-width: 30rem) { main { margin: 0; min-height: 100vh; align-content: start; border: 0; border-radius: 0; padding: 1.5rem 1rem } }
@media (forced-colors: active) { .primary { border-color: ButtonText } }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** The headers of the server's own pages: one style, no script, forms to this server alone, never kept. */
const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  // Without any referrer browsers would not say from which origin a form is sent.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** A page of the server in the language of the browser. `compose` returns title and content; the content is HTML. */
export function sendPage(
  request: Request,
  status: number,
  compose: (words: SignInWords) => { readonly title: string; readonly content: string },
): Response {
  const { language, words } = chooseWords(request)
  const { title, content } = compose(words)
  const heading = escapeHtml(title)
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} · Journey Console</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`
  return new Response(request.method === 'HEAD' ? null : html, { status, headers: pageHeaders })
}

/** Sends the browser on by GET, with these cookies. */
export function sendRedirect(location: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
