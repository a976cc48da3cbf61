/** The subset of JSON Schema that this project's document uses. */
interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: string | number | boolean
  readonly enum?: readonly (string | number)[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly default?: unknown
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string; readonly schema?: Schema }[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>
}

/** The subset of OpenAPI 3.1 that this project's document uses. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const formatCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const formatTable = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.map(formatCell).join(' | ')} |`).join('\n')

const formatRange = ({ minimum, maximum }: Schema): string =>
  minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? '…'}–${maximum ?? '…'}`

/** Describes one schema in a few words, with links to named schemas. */
function formatType(schema: Schema): string {
  const { $ref, type, enum: values, items, properties, format } = schema
  const options = schema.anyOf ?? schema.oneOf
  if ($ref) return `[${$ref.split('/').at(-1)}](#${$ref.split('/').at(-1)?.toLowerCase()})`
  if (values) return values.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (options) return options.map(formatType).join(' or ')
  if (items) return `list of ${formatType(items)}`
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([name, member]) => `${name}: ${formatType(member)}`)
      .join('; ')} }`
  return `${format ?? type ?? 'any'}${formatRange(schema)}`
}

const formatContent = ({ content = {} }: Content): string =>
  Object.entries(content)
    .map(([media, { schema }]) => (schema ? formatType(schema) : media))
    .join(', ')

function formatOperation(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(({ name, in: place, description = '', schema = {} }) => [
    `\`${name}\``,
    place,
    formatType(schema),
    schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``,
    description,
  ])
  const responses = Object.entries(operation.responses).map(([status, response]) => [status, response.description, formatContent(response)])
  return [
    `### ${method.toUpperCase()} ${path}`,
    [operation.summary, operation.description].filter((text) => text !== undefined).join('. '),
    ...(parameters.length > 0 ? [formatTable(['Parameter', 'In', 'Type', 'Default', 'Meaning'], parameters)] : []),
    ...(operation.requestBody ? [`Body: ${formatContent(operation.requestBody)}`] : []),
    formatTable(['Status', 'Meaning', 'Body'], responses),
  ].join('\n\n')
}

function formatSchema(name: string, schema: Schema): string {
  const members = Object.entries(schema.properties ?? {}).map(([member, type]) => [
    `\`${member}\``,
    formatType(type),
    schema.required?.includes(member) ? '' : 'optional',
  ])
  const body = members.length > 0 ? formatTable(['Member', 'Type', ''], members) : formatType(schema)
  return `### ${name}\n\n${body}`
}

/** Generates the API reference as Markdown. */
export const formatApiReference = ({ paths, components }: ApiDocument): string =>
  [
    '# API',
    'Written by `npm run api-docs` from the schemas of `src/api/contract`; do not edit. All requests and responses are JSON, errors are `application/problem+json` (RFC 9457) with a stable `code`. Who may change what: [wire-changes.md](wire-changes.md).',
    '## Endpoints',
    ...Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => formatOperation(path, method, operation)),
    ),
    '## Schemas',
    ...Object.entries(components.schemas).map(([name, schema]) => formatSchema(name, schema)),
  ].join('\n\n') + '\n'
