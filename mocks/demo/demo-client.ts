import * as v from 'valibot'
import { settingsSchema, type Choice, type ColleagueOrder, type Settings } from './settings.ts'

async function ask(method: string, path: string, body?: unknown): Promise<Settings> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/demo/${path}`, { method, ...init })
  if (!response.ok) throw new Error(`/demo/${path} was answered with ${response.status}`)
  return v.parse(settingsSchema, await response.json())
}

/** The demo's settings. */
export const readSettings = (): Promise<Settings> => ask('GET', 'settings')

/** From now on this is who is signed in, in every tab. */
export const actAs = (actingAs: NonNullable<Choice['actingAs']>): Promise<Settings> => ask('PUT', 'settings', { actingAs })

/** From now on the demo's time goes so many times as fast as the real one. */
export const setSpeed = (speed: NonNullable<Choice['speed']>): Promise<Settings> => ask('PUT', 'settings', { speed })

/** From now on the backend, or the way to it, is like that, in every tab. */
export const setBackend = (backend: NonNullable<Choice['backend']>): Promise<Settings> => ask('PUT', 'settings', { backend })

/** Another marketer closes or stops a journey. */
export const actAsAnother = (order: ColleagueOrder): Promise<Settings> => ask('POST', 'another-marketer', order)

/** Sets the demo's clock forward by a day. */
export const jumpOneDay = (): Promise<Settings> => ask('POST', 'jump', { days: 1 })

/** Makes the demo's journeys and settings as they were at first. Its clock does not go back. */
export const resetDemo = (): Promise<Settings> => ask('POST', 'reset', {})

/** Somebody signs in, in every tab. */
export const signIn = (actingAs: NonNullable<Choice['actingAs']>): Promise<Settings> => ask('PUT', 'settings', { actingAs, signedIn: true })

/** From now on nobody is signed in, in any tab. */
export const expireSignIn = (): Promise<Settings> => ask('PUT', 'settings', { signedIn: false })
