import { openapiDocument } from './document.ts'

// Printed by `npm run openapi`.
process.stdout.write(`${JSON.stringify(openapiDocument, null, 2)}\n`)
