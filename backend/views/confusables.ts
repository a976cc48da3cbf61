import type { VersionRecord } from '#backend/store/records.ts'
import { compareText } from '#backend/store/text-order.ts'

/**
 * Letters of other scripts, each above the Latin one that it cannot be told from: the common ones of Unicode Technical Standard #39.
 * Cyrillic first, then Greek.
 */
const crossScriptConfusables = [
  ['АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝѵкмнтӏ', 'ABESIJKMHOPCTYXYGQWaesijopcyxhdqwvkmhtl'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχ', 'ABEZHIKMNOPTYXayiKvopTuX'],
].flatMap(([theirs = '', latin = '']) => Array.from(theirs, (letter, index) => [letter, latin.charAt(index)] as const))

/** What differs by a hair, once case is gone: `l`, `1`, `I` and a bar; `O` and zero. */
const caseConfusables = [...Array.from('l1|ıɩǀ', (stroke) => [stroke, 'i'] as const), ['0', 'o'] as const]

const latinByLetter = new Map(crossScriptConfusables)
const letterByStroke = new Map<string, string>(caseConfusables)

/** What is left of a name when nothing counts but what it looks like: two names look the same if this is the same. Meant for nothing else. */
export function toSkeleton(name: string): string {
  const visible = name.normalize('NFKD').replace(/[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\p{Script=Inherited}]/gu, '')
  const latin = Array.from(visible, (letter) => latinByLetter.get(letter) ?? letter).join('')
  return Array.from(latin.toUpperCase().toLowerCase(), (letter) => letterByStroke.get(letter) ?? letter).join('')
}

/** How many look-alikes are told. */
const maxResults = 5

/** The latest versions of other journeys whose names look the same as that of `record`, in the order of their names. */
export function findSimilarNames(all: readonly VersionRecord[], { journeyId, name }: VersionRecord): readonly VersionRecord[] {
  const wanted = toSkeleton(name)
  return all
    .filter((other) => other.latest && other.journeyId !== journeyId && toSkeleton(other.name) === wanted)
    .toSorted((one, other) => compareText(one.name, other.name) || compareText(one.id, other.id))
    .slice(0, maxResults)
}
