/** Reasons why the demo cannot run in this browser, as sentences for the visitor. */
const sentences = {
  en: {
    noWorker:
      'The demo needs a service worker, and this browser does not allow one here. Open the demo in an ordinary window (not a private one), at localhost or over https.',
    noStorage:
      'The demo keeps its journeys in this browser, and the browser does not let it. Allow this site to store data, or use an ordinary window.',
    noControl:
      'The demo’s service worker runs, but this page’s requests do not reach it. If the developer tools are set to bypass service workers, change that; then load the page again.',
  },
  fr: {
    noWorker:
      'La démo a besoin d’un service worker, et ce navigateur n’en permet pas ici. Ouvrez-la dans une fenêtre ordinaire (pas privée), à l’adresse localhost ou en https.',
    noStorage:
      'La démo conserve ses parcours dans ce navigateur, qui ne le permet pas. Autorisez ce site à enregistrer des données, ou utilisez une fenêtre ordinaire.',
    noControl:
      'Le service worker de la démo fonctionne, mais les requêtes de cette page ne lui parviennent pas. Si les outils de développement contournent les service workers, changez ce réglage, puis rechargez la page.',
  },
} as const

/** Thrown if the demo cannot run here. The message is a sentence for the visitor, in the language of the browser. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure'

  constructor(reason: keyof (typeof sentences)['en'], cause?: unknown) {
    super(sentences[navigator.language.startsWith('fr') ? 'fr' : 'en'][reason], { cause })
  }
}
