import { openapiDocument } from './document.ts'
import { formatApiReference, type ApiDocument } from './markdown.ts'

// Printed by `npm run api-docs` into `docs/api.md`.
process.stdout.write(formatApiReference(openapiDocument as unknown as ApiDocument))
