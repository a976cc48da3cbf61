import { digest, direct, play } from './same-answers.ts'

/** The digests of what the backend answers in Node to the random sequences of the seeds from 1 to `last`. */
export async function answersInNode(last: number): Promise<readonly string[]> {
  const host = direct()
  const digests: string[] = []
  for (let seed = 1; seed <= last; seed++) digests.push(await digest(await play(seed, { 'in Node': host })))
  return digests
}
