/** The messages of the demo's sign-in page. */
export const signInWords = {
  en: {
    title: 'Sign in to the demo',
    explanation: 'This page stands for the sign-in of your own installation. Choose who you are.',
    roles: { marketer: 'Marketer', viewer: 'Viewer' },
    may: { marketer: 'may do everything', viewer: 'sees everything, may change nothing' },
    as: (name: string, role: string) => `Sign in as ${name}, ${role.toLowerCase()}`,
    done: (name: string) => `You are signed in as ${name}`,
    back: 'Go back to the tab you came from: it knows. You may close this one.',
    home: 'Or go Home from here',
    failed: 'The demo did not answer. Try again.',
  },
  fr: {
    title: 'Se connecter à la démo',
    explanation: 'Cette page tient lieu de la connexion de votre propre installation. Choisissez qui vous êtes.',
    roles: { marketer: 'Marketeur', viewer: 'Lecteur' },
    may: { marketer: 'peut tout faire', viewer: 'voit tout, ne peut rien changer' },
    as: (name: string, role: string) => `Se connecter en tant que ${name}, ${role.toLowerCase()}`,
    done: (name: string) => `Vous êtes connecté en tant que ${name}`,
    back: 'Retournez à l’onglet d’où vous venez\u00a0: il le sait. Vous pouvez fermer celui-ci.',
    home: 'Ou aller à l’accueil d’ici',
    failed: 'La démo n’a pas répondu. Réessayez.',
  },
} as const
