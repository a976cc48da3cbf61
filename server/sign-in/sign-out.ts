import { readBytes } from '#backend/http/body.ts'
import type { Sessions } from '#server/sessions/sessions.ts'
import { escapeHtml, sendRedirect, sendPage } from './page.ts'
import { signInPath, signOutPath } from './paths.ts'

/** The page that says who is signed in and signs out, and that says so afterwards. */
export async function respondToSignOut(request: Request, sessions: Sessions): Promise<Response> {
  if (request.method === 'POST') {
    const form = new URLSearchParams(new TextDecoder().decode(await readBytes(request)))
    return sendRedirect(signOutPath, await sessions.end(request, form.get('scope') === 'everywhere' ? 'everywhere' : 'here'))
  }
  const session = await sessions.identify(request)
  return sendPage(request, 200, (words) =>
    session === null
      ? { title: words.signedOut, content: `<a class="link primary" href="${signInPath}">${escapeHtml(words.signInAgain)}</a>` }
      : {
          title: words.signOut,
          content: `<p><span>${escapeHtml(words.signedInAs)}</span> <bdi translate="no">${escapeHtml(session.user.name)}</bdi></p>
<form method="post" action="${signOutPath}">
<button class="primary" name="scope" value="here">${escapeHtml(words.signOut)}</button>
<button name="scope" value="everywhere" aria-describedby="everywhere">${escapeHtml(words.signOutEverywhere)}</button>
<p id="everywhere">${escapeHtml(words.everywhereExplanation)}</p>
</form>
<a class="link" href="/">${escapeHtml(words.back)}</a>`,
        },
  )
}
