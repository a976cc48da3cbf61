/** The messages of the demo menu. They are in this folder so that no production build contains them. */
export const demoWords = {
  en: {
    demo: 'Demo',
    reset: 'Reset demo data',
    actAs: 'Act as',
    marketer: 'Marketer',
    viewer: 'Viewer',
    expire: 'Let the sign-in expire',
    time: 'Time',
    speed: (times: number) => `×${times}`,
    jump: 'Jump one day',
    size: 'Size',
    versions: (count: number) => `${count.toLocaleString('en')} versions`,
    preparing: (count: number, percent: number) => `Preparing ${count.toLocaleString('en')} versions: ${percent}%`,
    prepared: (count: number) => `The demo now has ${count.toLocaleString('en')} versions.`,
    notPrepared: 'The size of the demo could not be changed.',
    backend: 'Server',
    networkConditions: {
      normal: 'Normal',
      slow: 'Slow (3 s)',
      verySlow: 'Very slow (31 s)',
      answersLost: 'Answers get lost',
      unavailable: 'Unavailable (503)',
      offline: 'Offline',
    },
    seed: (seed: number) => `Seed ${seed}`,
    secondUserHere: 'Another marketer, on this journey',
    secondUserOnLargest: 'Another marketer, on the largest live journey',
    closesNow: 'Closes it now',
    closesSoon: 'Closes it in 5 seconds',
    stopsNow: 'Stops it now',
    stopsSoon: 'Stops it in 5 seconds',
    failure: {
      title: 'The demo cannot run',
      noWorker:
        'The demo needs a service worker, and this browser does not allow one here. Open the demo in an ordinary window (not a private one), at localhost or over https, and allow this site to store data.',
      noStorage:
        'The demo keeps its journeys in this browser, and the browser does not let it. Allow this site to store data, or use an ordinary window. If it still fails, start the demo afresh.',
      storageFull:
        'The browser has no space left for the demo, so what you just did may not have been kept. Free some space on this device, or start the demo afresh.',
      noControl:
        'The demo’s service worker runs, but this page’s requests do not reach it. If the developer tools are set to bypass service workers, change that; then load the page again.',
      tooSlow:
        'The demo did not start in time. Another tab may be holding its data: close the other tabs of the demo, then load the page again.',
      unexpected: 'The demo could not start, for a reason it does not know. Load the page again. If it still fails, start the demo afresh.',
      lost: 'The demo no longer answers in this tab: the browser has removed its data or its service worker, or lets requests pass by it. Load the page again; what was removed begins anew.',
      reload: 'Load the page again',
      startAfresh: 'Start the demo afresh',
      startAfreshHint: 'Starting afresh deletes what was done in this demo, in all its tabs.',
    },
  },
  fr: {
    demo: 'Démo',
    reset: 'Réinitialiser les données',
    actAs: 'Agir comme',
    marketer: 'Marketeur',
    viewer: 'Lecteur',
    expire: 'Laisser expirer la session',
    time: 'Temps',
    speed: (times: number) => `×${times}`,
    jump: 'Avancer d’un jour',
    size: 'Taille',
    versions: (count: number) => `${count.toLocaleString('fr')} versions`,
    preparing: (count: number, percent: number) => `Préparation de ${count.toLocaleString('fr')} versions : ${percent} %`,
    prepared: (count: number) => `La démo compte maintenant ${count.toLocaleString('fr')} versions.`,
    notPrepared: 'La taille de la démo n’a pas pu être changée.',
    backend: 'Serveur',
    networkConditions: {
      normal: 'Normal',
      slow: 'Lent (3 s)',
      verySlow: 'Très lent (31 s)',
      answersLost: 'Réponses perdues',
      unavailable: 'Indisponible (503)',
      offline: 'Hors ligne',
    },
    seed: (seed: number) => `Graine ${seed}`,
    secondUserHere: 'Un autre marketeur, sur ce parcours',
    secondUserOnLargest: 'Un autre marketeur, sur le plus grand parcours actif',
    closesNow: 'Le ferme maintenant',
    closesSoon: 'Le ferme dans 5 secondes',
    stopsNow: 'L’arrête maintenant',
    stopsSoon: 'L’arrête dans 5 secondes',
    failure: {
      title: 'La démo ne peut pas fonctionner',
      noWorker:
        'La démo a besoin d’un service worker, et ce navigateur n’en permet pas ici. Ouvrez-la dans une fenêtre ordinaire (pas privée), à l’adresse localhost ou en https, et autorisez ce site à enregistrer des données.',
      noStorage:
        'La démo conserve ses parcours dans ce navigateur, qui ne le permet pas. Autorisez ce site à enregistrer des données, ou utilisez une fenêtre ordinaire. Si l’échec persiste, recommencez la démo à zéro.',
      storageFull:
        'Le navigateur n’a plus de place pour la démo : ce que vous venez de faire n’a peut-être pas été conservé. Libérez de l’espace sur cet appareil, ou recommencez la démo à zéro.',
      noControl:
        'Le service worker de la démo fonctionne, mais les requêtes de cette page ne lui parviennent pas. Si les outils de développement contournent les service workers, changez ce réglage, puis rechargez la page.',
      tooSlow:
        'La démo n’a pas démarré à temps. Un autre onglet retient peut-être ses données : fermez les autres onglets de la démo, puis rechargez la page.',
      unexpected:
        'La démo n’a pas pu démarrer, pour une raison qu’elle ne connaît pas. Rechargez la page. Si l’échec persiste, recommencez la démo à zéro.',
      lost: 'La démo ne répond plus dans cet onglet : le navigateur a supprimé ses données ou son service worker, ou le contourne. Rechargez la page ; ce qui a été supprimé recommence à zéro.',
      reload: 'Recharger la page',
      startAfresh: 'Recommencer la démo à zéro',
      startAfreshHint: 'Recommencer à zéro supprime ce qui a été fait dans cette démo, dans tous ses onglets.',
    },
  },
} as const
