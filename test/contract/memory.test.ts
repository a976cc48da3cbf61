import { inProcess } from './in-process.ts'
import { contract } from './suite.ts'

contract('the backend in process, with a memory store', () => inProcess())
