import { foldTypography } from '#domain/typography.ts'

/**
 * Confusables: a small part of the table of Unicode Technical Standard #39 (`confusables.txt`). Covered are the common single Cyrillic
 * (first row) and Greek (second row) letters that look like a Latin letter, each above that letter. Not covered: other scripts, rarer
 * letters, and sequences such as `rn` and `m`. The complete table exceeds 100 kB.
 */
const crossScriptConfusables = [
  ['АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝѵкмнтӏ', 'ABESIJKMHOPCTYXYGQWaesijopcyxhdqwvkmhtl'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχ', 'ABEZHIKMNOPTYXayiKvopTuX'],
].flatMap(([theirs = '', latin = '']) => Array.from(theirs, (letter, index) => [letter, latin.charAt(index)] as const))

/** Characters that look alike after case folding: `l`, `1`, `I` and bars; zero and `O`. */
const caseConfusables = [...Array.from('l1|ıɩǀ', (stroke) => [stroke, 'i'] as const), ['0', 'o'] as const]

const latinByLetter = new Map(crossScriptConfusables)
const letterByStroke = new Map<string, string>(caseConfusables)

/** Skeleton, as in UTS #39: two names look the same if their skeletons are equal. Use it for comparison only, never for display. */
export function createNameSkeleton(name: string): string {
  const visible = Array.from(name, foldTypography)
    .join('')
    .replace(/[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\p{Script=Inherited}]/gu, '')
  const latin = Array.from(visible, (letter) => latinByLetter.get(letter) ?? letter).join('')
  return Array.from(latin.toUpperCase().toLowerCase(), (letter) => letterByStroke.get(letter) ?? letter).join('')
}
