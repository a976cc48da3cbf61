import { inProcess } from './in-process.ts'
import { countedBell, leaving } from './leaving.ts'
import { contract } from './suite.ts'

contract('the backend in process, with a memory store', () => inProcess())

const bell = countedBell()
leaving('the backend in process', async () => ({ host: inProcess(undefined, bell), bell }))
