import { computeDigest, createDirectHost, runSequence } from './same-answers.ts'

/** The digests of what the backend answers in Node to the random sequences of the seeds from 1 to `last`. */
export async function computeDigestsInNode(last: number): Promise<readonly string[]> {
  const host = createDirectHost()
  const digests: string[] = []
  for (let seed = 1; seed <= last; seed++) digests.push(await computeDigest(await runSequence(seed, { 'in Node': host })))
  return digests
}
