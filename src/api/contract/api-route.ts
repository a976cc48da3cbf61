import type * as v from 'valibot'

/**
 * What a client needs of an operation. Each module of the contract has those of its schemas, so that a route is loaded with its schema and
 * no other. The table in `api-operations.ts` has all, with what the backend and the tests need besides.
 */
export interface ApiRoute<Path extends string = string, Response extends v.GenericSchema | null = v.GenericSchema | null> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With the names of its parameters in braces. */
  readonly path: Path
  /** The body of a 200; `null` for a stream. */
  readonly response: Response
}

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never

/** The parameters in a path. */
export type PathParams<Path extends string> = Readonly<Record<ParamNames<Path>, string>>

/** Fills parameters into the path of a route. */
export const formatPath = <Path extends string>({ path }: Pick<ApiRoute<Path>, 'path'>, params: PathParams<Path>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: keyof typeof params) => encodeURIComponent(params[name]))
