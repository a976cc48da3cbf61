import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import { actions } from '#domain/lifecycle.ts'
import { globSync, readFileSync } from 'node:fs'
import type { ConsoleMessages } from '#i18n/language.ts'
import { precompileTree } from '#scripts/vite/precompile-messages.ts'
import { parseMessages, findMissingCases } from './icu-parser.ts'
import { keyParts, listKeys } from './message-keys.ts'
import { findMessageUsage, type MessageCall } from './message-usage.ts'
import { projectFiles } from '#test/structure/project-files.ts'

interface MessageTree {
  readonly [name: string]: string | MessageTree
}

/** The parts of the messages of a language. */
const readParts = (language: string) =>
  globSync(`src/i18n/*messages.${language}.json`)
    .toSorted()
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as MessageTree)

const parts = { en: readParts('en'), fr: readParts('fr') }
const mergeParts = (language: keyof typeof parts): MessageTree => Object.assign({}, ...parts[language]) as MessageTree

const files = { en: mergeParts('en'), fr: mergeParts('fr') }
const shapes = { en: parseMessages(files.en), fr: parseMessages(files.fr) }

const usages = projectFiles.filter(({ path }) => path.startsWith('src/')).map(({ path, source }) => findMessageUsage(path, source))
const patterns = new Set(usages.flatMap((file) => file.patterns))

/** The values that a call leaves out, or passes in vain. A value that one of several possible messages needs is not in vain. */
function findWrongValues({ place, keys, patterns: composed, values }: MessageCall): readonly string[] {
  const possible = listKeys({ keys, patterns: composed })
  const needed = new Set(
    possible.flatMap((key) =>
      (shapes.en.get(key)?.placeholders ?? []).filter((part) => !part.startsWith('<')).map((part) => part.split(' ')[0] ?? ''),
    ),
  )
  if (values === null) return needed.size === 0 ? [] : [`${place} does not write down the values of ${possible.join(', ')}`]
  return [
    ...[...needed].filter((name) => !values.includes(name)).map((name) => `${place} lacks ${name}`),
    ...values.filter((name) => !needed.has(name)).map((name) => `${place} passes ${name} in vain`),
  ]
}

describe('the languages of the console', () => {
  test('say the same things', () => {
    expect([...shapes.fr.keys()].toSorted()).toEqual([...shapes.en.keys()].toSorted())
  })

  test('are in the same parts, each group of messages in one part only', () => {
    const groups = (language: keyof typeof parts) => parts[language].map((part) => Object.keys(part))
    const all = groups('en').flat()

    expect(groups('fr')).toEqual(groups('en'))
    expect(all.filter((group, index) => all.indexOf(group) !== index)).toEqual([])
  })

  test('fill in the same things in each of them', () => {
    const listPlaceholders = (language: keyof typeof shapes) =>
      Object.fromEntries([...shapes[language]].map(([key, form]) => [key, form.placeholders]))

    expect(listPlaceholders('fr')).toEqual(listPlaceholders('en'))
  })

  test.each(['en', 'fr'] as const)('have in %s every case that its plurals need', (language) => {
    const plurals = [...shapes[language].values()].flatMap((form) => form.plurals)

    expect(plurals.length).toBeGreaterThan(10)
    expect(plurals.flatMap((plural) => findMissingCases(language, plural))).toEqual([])
  })

  test('leave no message empty', () => {
    const empty = (messages: MessageTree): readonly string[] =>
      Object.entries(messages).flatMap(([name, message]) =>
        typeof message === 'string' ? (message.trim() === '' ? [name] : []) : empty(message),
      )

    expect([...empty(files.en), ...empty(files.fr)]).toEqual([])
  })
})

describe('what the console says', () => {
  test('is put together from known parts only', () => {
    expect([...patterns].toSorted()).toEqual(Object.keys(keyParts).toSorted())
  })

  test('is all in the messages, and every message is said somewhere', () => {
    const said = new Set(usages.flatMap(listKeys))
    const known = [...shapes.en.keys()]

    expect(known.filter((key) => !said.has(key))).toEqual([])
    expect([...said].filter((key) => !shapes.en.has(key))).toEqual([])
  })

  test('is asked for with every value that its message fills in, and with no other', () => {
    const problems = usages.flatMap(({ calls }) => calls).flatMap(findWrongValues)

    expect(problems).toEqual([])
  })

  test('is nowhere written into a component', () => {
    expect(usages.flatMap((file) => file.hardCoded)).toEqual([])
  })
})

test.each(['en', 'fr'] as const)('in %s, every action has words of its own in the sentences that choose by action', (locale) => {
  const t = createTranslator({ locale, messages: precompileTree(files[locale]) as unknown as ConsoleMessages })
  const refusals = ['other', ...actions].map((action) => t('reason.notPermitted', { action }))
  const reports = ['other', ...actions, 'finish'].map((type) => t('change.by', { actor: 'Ada', type, when: 'now' }))

  expect(new Set(refusals).size).toBe(refusals.length)
  expect(new Set(reports).size).toBe(reports.length)
})

test('a value that is left out, or passed in vain, is found', () => {
  const findProblems = (call: string) => findMessageUsage('a.tsx', call).calls.flatMap(findWrongValues)

  expect(findProblems("t('history.by')")).toEqual(['a.tsx:1 lacks person'])
  expect(findProblems("t('history.by', values)")).toEqual(['a.tsx:1 does not write down the values of history.by'])
  expect(findProblems("t('history.by', { person, date })")).toEqual(['a.tsx:1 passes date in vain'])
  expect(findProblems("t(a ? 'history.by' : 'left', { person, count })")).toEqual([])
})

test.each([
  ['a text between tags', `const A = () => <p>Stop it</p>`],
  ['a text in braces', `const A = () => <p>{'Stop it'}</p>`],
  ['a text around a value', 'const A = () => <p>{`stopped ${count}`}</p>'],
  ['a name for people who listen', `const A = () => <button aria-label="Stop it" />`],
  ['a title put together', 'const A = () => <i title={`Since ${date}`} />'],
])('%s counts as written into a component', (_, source) => {
  expect(findMessageUsage('a.tsx', source).hardCoded).toHaveLength(1)
})

test.each([`<p> · </p>`, `<p>{t('left')}</p>`, '<p className={`${a} big`} role="status" />', `<p>{format.number(1)} / {' '}</p>`])(
  '%s says nothing by itself',
  (jsx) => {
    expect(findMessageUsage('a.tsx', `const A = () => ${jsx}`).hardCoded).toEqual([])
  },
)

test('keys are found in conditions and in templates', () => {
  const { keys, patterns: found } = findMessageUsage('a.tsx', "t(a ? 'left' : b ? 'automatic' : `status.${c}`); t.rich('openReport')")

  expect({ keys, found }).toEqual({ keys: ['left', 'automatic', 'openReport'], found: ['status.*'] })
})

test('a plural that lacks a case is named', () => {
  const findMissing = (language: string, message: string) =>
    parseMessages({ a: message })
      .get('a')
      ?.plurals.flatMap((plural) => findMissingCases(language, plural))

  expect(findMissing('en', '{count, plural, other {# left}}')).toEqual(['en: a lacks one'])
  expect(findMissing('fr', '{count, plural, one {# personne} other {# personnes}}')).toEqual(['fr: a lacks many'])
  expect(findMissing('fr', '{count, plural, one {reste #} other {reste #}}')).toEqual([])
  expect(findMissing('en', '{a, select, b {{count, plural, one {#} other {#}}} other {<i>{count, plural, other {#}}</i>}}')).toEqual([
    'en: a lacks one',
  ])
})

/** A message with plain spaces where French sets unbreakable ones. */
const normalizeSpaces = (message: unknown): string => String(message).replaceAll(/[\u00a0\u202f]/g, ' ')

/** The message of a dotted key. */
const readMessage = (language: keyof typeof files, key: string): string =>
  normalizeSpaces(
    key
      .split('.')
      .reduce<string | MessageTree | undefined>((level, name) => (typeof level === 'object' ? level[name] : undefined), files[language]),
  )

test.each([
  ['status.draft', 'Draft', 'Brouillon'],
  ['status.test', 'Draft (Test)', 'Brouillon (test)'],
  ['status.live', 'Live', 'Actif'],
  ['status.paused', 'Paused', 'Mis en pause'],
  ['status.closed', 'Closed (no entrance)', 'Fermé (aucune entrée)'],
  ['status.stopped', 'Stopped', 'Arrêté'],
  ['status.finished', 'Finished', 'Terminé'],

  ['confirm.title.close', 'Close a journey to new entrances', 'Fermer un parcours aux nouvelles entrées'],
  ['confirm.title.stop', 'Stop a journey', 'Arrêter un parcours'],
  [
    'confirm.consequence.close',
    'People currently in the journey will continue their path, and nobody else can enter. A closed journey cannot be restarted. You can create a new version from it or duplicate it.',
    'Les personnes actuellement dans le parcours poursuivront leur chemin et aucune nouvelle entrée ne sera possible. Un parcours fermé ne peut pas être redémarré. Vous pouvez en créer une nouvelle version ou le dupliquer.',
  ],
  [
    'confirm.consequence.stop',
    'Everyone in the journey is stopped where they are, immediately, and nobody else can enter. Messages already handed over for sending cannot be recalled. A stopped journey cannot be restarted.',
    'Toutes les personnes présentes dans le parcours sont arrêtées là où elles se trouvent, immédiatement, et plus personne ne peut entrer. Les messages déjà remis à un canal ne peuvent pas être rappelés. Un parcours arrêté ne peut pas être redémarré.',
  ],
  [
    'confirm.advice',
    'If this is not an emergency, close it to new entrances instead.',
    'S’il ne s’agit pas d’une urgence, fermez-le plutôt aux nouvelles entrées.',
  ],
  ['confirm.cancel', 'Cancel', 'Annuler'],
  ['confirm.closeInstead', 'Close to new entrances instead', 'Fermer plutôt aux nouvelles entrées'],

  ['action.close', 'Close to new entrances', 'Fermer aux nouvelles entrées'],
  ['action.stop', 'Stop', 'Arrêter'],
  ['action.createVersion', 'Create a new version', 'Créer une nouvelle version'],
  ['action.duplicate', 'Duplicate', 'Dupliquer'],
  ['action.delete', 'Delete', 'Supprimer'],
  ['action.publish', 'Publish', 'Publier'],
  ['action.pause', 'Pause', 'Mettre en pause'],
  ['action.resume', 'Resume', 'Reprendre'],

  ['ending.wrongAudience', 'Wrong audience', 'Audience incorrecte'],
  ['ending.faultyContent', 'Faulty content or action', 'Contenu ou action défectueux'],
  ['ending.legal', 'Legal or consent', 'Juridique ou consentement'],
  ['ending.offerExpired', 'Offer no longer valid', 'Offre expirée'],
  ['ending.complaint', 'Customer complaint', 'Réclamation client'],
  ['ending.other', 'Other', 'Autre'],
  ['ending.campaignOver', 'Campaign over', 'Campagne terminée'],

  ['app.home', 'Home', 'Accueil'],
  ['home.title', 'Journeys', 'Parcours'],
  ['filters.clearAll', 'Clear all', 'Effacer tout'],
  ['home.columns.name', 'Name', 'Nom'],
  ['home.columns.version', 'Version', 'Version'],
  ['home.columns.status', 'Status', 'Statut'],
  ['home.columns.updated', 'Last update', 'Dernière mise à jour'],
  ['properties.description', 'Description', 'Description'],
  ['properties.startDate', 'Start date', 'Date de début'],
  ['properties.endDate', 'End date', 'Date de fin'],
  ['properties.updated', 'Last update', 'Dernière mise à jour'],
  ['properties.published', 'Published', 'Publié le'],
  ['journey.moreActions', 'More actions', 'Plus d’actions'],
  ['openReport', 'Open report', 'Ouvrir le rapport'],
  ['version.shortLatest', 'v. {number} (Latest)', 'v. {number} (dernière)'],
  ['version.titleLatest', '{name} v. {number} (Latest)', '{name} v. {number} (dernière)'],
])('%s is called what the design calls it', (key, english, french) => {
  expect([readMessage('en', key), readMessage('fr', key)]).toEqual([english, french])
})

test('the dialogs ask what the design asks', () => {
  expect(readMessage('en', 'confirm.question.close')).toBe('Are you sure you want to close “{title}”?')
  expect(readMessage('en', 'confirm.question.stop')).toBe('Are you sure you want to stop “{title}”?')
})

test('neither of the two actions is ever called finish, terminate, cancel, kill or end', () => {
  const texts = ['title', 'question', 'consequence', 'busy'].flatMap((part) =>
    ['close', 'stop'].map((action) => readMessage('en', `confirm.${part}.${action}`)),
  )

  const said = [
    ...texts,
    readMessage('en', 'action.close'),
    readMessage('en', 'action.stop'),
    readMessage('en', 'confirm.advice'),
    readMessage('en', 'confirm.closeInstead'),
  ]

  expect(said.filter((text) => /\b(?:finish|terminate|cancel|kill|end)/i.test(text))).toEqual([])
})
