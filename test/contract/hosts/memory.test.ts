import { inProcess } from '#test/contract/support/in-process.ts'
import { countedBell, leaving } from './stream-cleanup-suite.ts'
import { contract } from '#test/contract/suite/suite.ts'

contract('the backend in process, with a memory store', () => inProcess())

const bell = countedBell()
leaving('the backend in process', async () => ({ host: inProcess(undefined, bell), bell }))
