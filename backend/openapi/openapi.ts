import { openapiDocument } from './openapi-document.ts'

// Printed by `npm run openapi`.
process.stdout.write(`${JSON.stringify(openapiDocument, null, 2)}\n`)
