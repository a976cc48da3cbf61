import { createHash } from 'node:crypto'
import { readBytes } from '#backend/http/body.ts'
import type { Config } from '#server/config/config-schema.ts'
import type { Sessions } from '#server/sessions/sessions.ts'
import { escapeHtml, sendRedirect, sendPage } from './page.ts'
import { readReturnPath, signInPath } from './paths.ts'
import type { SignInMethod } from './sign-in-method.ts'
import type { SignInWords } from './sign-in-words.ts'

const maxNameLength = 100

const maxIdLength = 100

const maxTeams = 20
const maxTeamsLength = 1000

/** The identifier of the user with this name: the same name is the same user. A name with other letters than a to z is hashed, so that none is lost. */
function createUserId(name: string): string {
  const text = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const id = text
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
  const isReadable = id !== '' && id.length <= maxIdLength && !/(?![a-z0-9])[\p{L}\p{N}]/u.test(text)
  return isReadable ? id : createHash('sha256').update(name).digest('hex').slice(0, 16)
}

/** The teams that were typed, at most so many of at most so many letters. */
const parseTeams = (text: string): readonly string[] =>
  [...new Set(text.split(',').map((name) => name.trim().slice(0, maxNameLength)))].filter(Boolean).slice(0, maxTeams)

const formatRole = (role: string, index: number, words: SignInWords): string =>
  `<label><input type="radio" name="role" value="${escapeHtml(role)}"${index === 0 ? ' checked' : ''}>` +
  `<span>${escapeHtml(words.roles[role] ?? role)}</span></label>`

/** The sign-in of development: any name, role and teams, without a secret. It may be offered on loopback addresses alone. */
export function createDevelopmentSignIn(sessions: Sessions, { ROLES }: Pick<Config, 'ROLES'>): SignInMethod {
  const sendForm = (
    request: Request,
    status: number,
    { name, teams }: { readonly name: string; readonly teams: string } = { name: '', teams: '' },
  ): Response => {
    const to = readReturnPath(new URL(request.url).searchParams.get('to'))
    return sendPage(request, status, (words) => ({
      title: words.signIn,
      content: `<p>${escapeHtml(words.explanation)}</p>
<form method="post" action="${signInPath}?to=${escapeHtml(encodeURIComponent(to))}">
<div><label for="name">${escapeHtml(words.name)}</label>
<input type="text" id="name" name="name" value="${escapeHtml(name)}" maxlength="${maxNameLength}" autocomplete="name" required${status === 200 ? '' : ' aria-invalid="true" aria-describedby="error"'}></div>
${status === 200 ? '' : `<p role="alert" id="error">${escapeHtml(words.nameMissing)}</p>`}
<fieldset><legend>${escapeHtml(words.role)}</legend>
${[...ROLES.keys()].map((role, index) => formatRole(role, index, words)).join('\n')}
</fieldset>
<div><label for="teams">${escapeHtml(words.teams)}</label>
<input type="text" id="teams" name="teams" value="${escapeHtml(teams)}" maxlength="${maxTeamsLength}" autocomplete="off" aria-describedby="teams-explanation">
<p id="teams-explanation">${escapeHtml(words.teamsExplanation)}</p></div>
<button class="primary">${escapeHtml(words.signIn)}</button>
</form>`,
    }))
  }
  const signIn = async (request: Request): Promise<Response> => {
    const form = new URLSearchParams(new TextDecoder().decode(await readBytes(request)))
    const name = (form.get('name') ?? '').trim()
    const role = form.get('role') ?? ''
    const teams = (form.get('teams') ?? '').slice(0, maxTeamsLength)
    if (name === '' || name.length > maxNameLength || !ROLES.has(role))
      return sendForm(request, 422, { name: name.slice(0, maxNameLength), teams })
    const cookie = await sessions.start(request, { user: { id: createUserId(name), name }, roles: [role], teams: parseTeams(teams) })
    return sendRedirect(readReturnPath(new URL(request.url).searchParams.get('to')), cookie)
  }
  return {
    respond: async (request) => {
      if (new URL(request.url).pathname !== signInPath) return null
      return request.method === 'POST' ? signIn(request) : sendForm(request, 200)
    },
  }
}
