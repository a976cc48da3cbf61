import * as v from 'valibot'
import { settingsSchema, type SettingsChange, type SecondUserCommand, type Settings } from './settings.ts'

async function sendRequest(method: string, path: string, body?: unknown): Promise<Settings> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/demo/${path}`, { method, ...init })
  if (!response.ok) throw new Error(`/demo/${path} was answered with ${response.status}`)
  return v.parse(settingsSchema, await response.json())
}

/** Reads the demo's settings. */
export const readSettings = (): Promise<Settings> => sendRequest('GET', 'settings')

/** Changes the acting user in every tab. */
export const actAs = (actingAs: NonNullable<SettingsChange['actingAs']>): Promise<Settings> => sendRequest('PUT', 'settings', { actingAs })

/** Changes the speed of the demo clock, relative to real time. */
export const setSpeed = (speed: NonNullable<SettingsChange['speed']>): Promise<Settings> => sendRequest('PUT', 'settings', { speed })

/** Changes the network condition in every tab. */
export const setNetworkCondition = (backend: NonNullable<SettingsChange['backend']>): Promise<Settings> =>
  sendRequest('PUT', 'settings', { backend })

/** Closes or stops a journey as the second user. */
export const sendSecondUserCommand = (command: SecondUserCommand): Promise<Settings> => sendRequest('POST', 'second-user', command)

/** Moves the demo clock forward by a day. */
export const jumpOneDay = (): Promise<Settings> => sendRequest('POST', 'jump', { days: 1 })

/** Resets the demo's journeys and settings, to another size if it is given. The clock does not go back. */
export const resetDemo = (size?: Settings['size']): Promise<Settings> => sendRequest('POST', 'reset', size === undefined ? {} : { size })

/** Signs the acting user in, in every tab. */
export const signIn = (actingAs: NonNullable<SettingsChange['actingAs']>): Promise<Settings> =>
  sendRequest('PUT', 'settings', { actingAs, signedIn: true })

/** Signs the user out, in every tab. */
export const expireSession = (): Promise<Settings> => sendRequest('PUT', 'settings', { signedIn: false })
