/** The words of the demo menu. They live here, so that none of them reaches a production build. */
export const demoWords = {
  en: {
    demo: 'Demo',
    reset: 'Reset demo data',
    actAs: 'Act as',
    marketer: 'Marketer',
    viewer: 'Viewer',
    time: 'Time',
    speed: (times: number) => `×${times}`,
    jump: 'Jump one day',
  },
  fr: {
    demo: 'Démo',
    reset: 'Réinitialiser les données',
    actAs: 'Agir comme',
    marketer: 'Marketeur',
    viewer: 'Lecteur',
    time: 'Temps',
    speed: (times: number) => `×${times}`,
    jump: 'Avancer d’un jour',
  },
} as const
