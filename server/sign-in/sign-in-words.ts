/** The sentences of the server's own pages. */
export interface SignInWords {
  readonly signIn: string
  readonly explanation: string
  readonly name: string
  readonly role: string
  readonly roles: Readonly<Record<string, string>>
  readonly teams: string
  readonly teamsExplanation: string
  readonly nameMissing: string
  readonly signedInAs: string
  readonly signOut: string
  readonly signOutEverywhere: string
  readonly everywhereExplanation: string
  readonly back: string
  readonly signedOut: string
  readonly signInAgain: string
  readonly failed: string
  readonly failedExplanation: string
  readonly unavailableExplanation: string
}

const words = {
  en: {
    signIn: 'Sign in',
    explanation: 'This sign-in is for development, on this machine alone. Choose a name and what you may do.',
    name: 'Your name',
    role: 'Role',
    roles: { marketer: 'Marketer', viewer: 'Viewer' },
    teams: 'Your teams',
    teamsExplanation: 'Optional, with commas between them.',
    nameMissing: 'Type a name of at most 100 characters.',
    signedInAs: 'Signed in as',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    everywhereExplanation: 'Everywhere: in all browsers in which you are signed in.',
    back: 'Back to the journeys',
    signedOut: 'You are signed out',
    signInAgain: 'Sign in again',
    failed: 'The sign-in did not succeed',
    failedExplanation: 'Nothing has changed. It may have taken too long, or have been cancelled.',
    unavailableExplanation: 'The database of this server cannot be reached now. Try again in a moment.',
  },
  fr: {
    signIn: 'Se connecter',
    explanation: 'Cette connexion sert au développement, sur cette machine seulement. Choisissez un nom et ce que vous pouvez faire.',
    name: 'Votre nom',
    role: 'Rôle',
    roles: { marketer: 'Marketeur', viewer: 'Lecteur' },
    teams: 'Vos équipes',
    teamsExplanation: 'Facultatif, séparées par des virgules.',
    nameMissing: 'Saisissez un nom de 100 caractères au plus.',
    signedInAs: 'Connecté en tant que',
    signOut: 'Se déconnecter',
    signOutEverywhere: 'Se déconnecter partout',
    everywhereExplanation: 'Partout\u00a0: dans tous les navigateurs où vous êtes connecté.',
    back: 'Retour aux parcours',
    signedOut: 'Vous êtes déconnecté',
    signInAgain: 'Se reconnecter',
    failed: 'La connexion n’a pas abouti',
    failedExplanation: 'Rien n’a changé. Elle a peut-être pris trop de temps, ou a été annulée.',
    unavailableExplanation: 'La base de données de ce serveur est injoignable pour le moment. Réessayez dans un instant.',
  },
} as const satisfies Readonly<Record<string, SignInWords>>

type Language = keyof typeof words

/** The first language of the browser that there is, with its words. */
export function chooseWords(request: Request): { readonly language: Language; readonly words: SignInWords } {
  const accepted = (request.headers.get('accept-language') ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  const language = accepted.find((each): each is Language => each in words) ?? 'en'
  return { language, words: words[language] }
}
