/** The languages of the console. */
export type Language = 'en' | 'fr'

/** The two ways to end a journey. */
export type Ending = 'close' | 'stop'

/**
 * Test oracle: the console's agreed texts, verbatim. They are duplicated here on purpose, so that an accidental change fails a test.
 * Spaces match any kind of space.
 */
export const words = {
  en: {
    home: 'Home',
    journeys: 'Journeys',
    search: 'Search journeys',
    moreActions: 'More actions',
    publish: 'Publish',
    demo: 'Demo',
    history: 'History',
    impact: 'What this will do',
    notices: 'Notices',
    dismiss: 'Dismiss',
    cancel: 'Cancel',
    instead: 'Close to new entrances instead',
    shouldBeEnded: 'should be ended',
    filters: 'Filters',
    advice: 'If this is not an emergency, close it to new entrances instead.',
    createVersion: 'Create a new version',
    duplicate: 'Duplicate',
    reason: 'Reason',
    reasonOptional: 'Reason (optional)',
    typeName: 'Type the name of the journey to confirm',
    missingReason: 'A reason is needed to stop a journey.',
    wrongName: 'The name does not match.',
    latest: '(Latest)',
    close: {
      verb: 'Close to new entrances',
      title: 'Close a journey to new entrances',
      question: (title: string) => `Are you sure you want to close “${title}”?`,
      consequence:
        'People currently in the journey will continue their path, and nobody else can enter. A closed journey cannot be restarted. You can create a new version from it or duplicate it.',
      reason: 'Campaign over',
      status: 'Closed (no entrance)',
      done: (title: string, people: string) => `${title} was closed to new entrances. ${people} people will finish it.`,
      historyText: 'Closed to new entrances by Ana Ruiz',
    },
    stop: {
      verb: 'Stop',
      title: 'Stop a journey',
      question: (title: string) => `Are you sure you want to stop “${title}”?`,
      consequence:
        'Everyone in the journey is stopped where they are, immediately, and nobody else can enter. Messages already handed over for sending cannot be recalled. A stopped journey cannot be restarted.',
      reason: 'Wrong audience',
      status: 'Stopped',
      done: (title: string, people: string) => `${title} was stopped. ${people} people were stopped.`,
      historyText: 'Stopped by Ana Ruiz',
    },
  },
  fr: {
    home: 'Accueil',
    journeys: 'Parcours',
    search: 'Rechercher des parcours',
    moreActions: 'Plus d’actions',
    publish: 'Publier',
    demo: 'Démo',
    history: 'Historique',
    impact: 'Ce que cela va faire',
    notices: 'Messages',
    dismiss: 'Fermer',
    cancel: 'Annuler',
    instead: 'Fermer plutôt aux nouvelles entrées',
    shouldBeEnded: 'devraient prendre fin',
    filters: 'Filtres',
    advice: 'S’il ne s’agit pas d’une urgence, fermez-le plutôt aux nouvelles entrées.',
    createVersion: 'Créer une nouvelle version',
    duplicate: 'Dupliquer',
    reason: 'Motif',
    reasonOptional: 'Motif (facultatif)',
    typeName: 'Saisissez le nom du parcours pour confirmer',
    missingReason: 'Un motif est nécessaire pour arrêter un parcours.',
    wrongName: 'Le nom ne correspond pas.',
    latest: '(dernière)',
    close: {
      verb: 'Fermer aux nouvelles entrées',
      title: 'Fermer un parcours aux nouvelles entrées',
      question: (title: string) => `Voulez-vous vraiment fermer « ${title} » ?`,
      consequence:
        'Les personnes actuellement dans le parcours poursuivront leur chemin et aucune nouvelle entrée ne sera possible. Un parcours fermé ne peut pas être redémarré. Vous pouvez en créer une nouvelle version ou le dupliquer.',
      reason: 'Campagne terminée',
      status: 'Fermé (aucune entrée)',
      done: (title: string, people: string) => `${title} a été fermé aux nouvelles entrées. ${people} personnes iront au bout.`,
      historyText: 'Fermeture aux nouvelles entrées par Ana Ruiz',
    },
    stop: {
      verb: 'Arrêter',
      title: 'Arrêter un parcours',
      question: (title: string) => `Voulez-vous vraiment arrêter « ${title} » ?`,
      consequence:
        'Toutes les personnes présentes dans le parcours sont arrêtées là où elles se trouvent, immédiatement, et plus personne ne peut entrer. Les messages déjà remis à un canal ne peuvent pas être rappelés. Un parcours arrêté ne peut pas être redémarré.',
      reason: 'Audience incorrecte',
      status: 'Arrêté',
      done: (title: string, people: string) => `${title} a été arrêté. ${people} personnes ont été arrêtées.`,
      historyText: 'Arrêt par Ana Ruiz',
    },
  },
} as const

/** Formats a count in a language: `12,480`, `12 480`. */
export const formatCount = (language: Language, count: number): string =>
  String(count).replace(/\B(?=(?:\d{3})+$)/g, language === 'fr' ? ' ' : ',')
