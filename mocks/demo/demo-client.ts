import * as v from 'valibot'
import { settingsSchema, type SettingsChange, type SecondUserCommand, type Settings } from './settings.ts'

async function sendRequest(method: string, path: string, body?: unknown): Promise<Settings> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/demo/${path}`, { method, ...init })
  if (!response.ok) throw new Error(`/demo/${path} was answered with ${response.status}`)
  return v.parse(settingsSchema, await response.json())
}

/** The demo's settings. */
export const readSettings = (): Promise<Settings> => sendRequest('GET', 'settings')

/** From now on this is who is signed in, in every tab. */
export const actAs = (actingAs: NonNullable<SettingsChange['actingAs']>): Promise<Settings> => sendRequest('PUT', 'settings', { actingAs })

/** From now on the demo's time goes so many times as fast as the real one. */
export const setSpeed = (speed: NonNullable<SettingsChange['speed']>): Promise<Settings> => sendRequest('PUT', 'settings', { speed })

/** From now on the backend, or the way to it, is like that, in every tab. */
export const setNetworkCondition = (backend: NonNullable<SettingsChange['backend']>): Promise<Settings> =>
  sendRequest('PUT', 'settings', { backend })

/** Another marketer closes or stops a journey. */
export const sendSecondUserCommand = (command: SecondUserCommand): Promise<Settings> => sendRequest('POST', 'second-user', command)

/** Sets the demo's clock forward by a day. */
export const jumpOneDay = (): Promise<Settings> => sendRequest('POST', 'jump', { days: 1 })

/** Makes the demo's journeys and settings as they were at first. Its clock does not go back. */
export const resetDemo = (): Promise<Settings> => sendRequest('POST', 'reset', {})

/** Somebody signs in, in every tab. */
export const signIn = (actingAs: NonNullable<SettingsChange['actingAs']>): Promise<Settings> =>
  sendRequest('PUT', 'settings', { actingAs, signedIn: true })

/** From now on nobody is signed in, in any tab. */
export const expireSession = (): Promise<Settings> => sendRequest('PUT', 'settings', { signedIn: false })
