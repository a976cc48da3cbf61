import type { User } from '#api/contract/primitives.ts'

const createUser = (id: string, name: string): User => ({ id, name })

/** The users who work with the demo's journeys. */
export const ana = createUser('ana', 'Ana Ruiz')
export const lea = createUser('lea', 'Léa Fontaine')
export const kenji = createUser('kenji', 'Kenji Watanabe')
export const amina = createUser('amina', 'Amina El-Sayed')
export const tomas = createUser('tomas', 'Tomáš Novák')
export const priya = createUser('priya', 'Priya Raghunathan')
export const femi = createUser('femi', 'Femi Adeyemi')

/** A user with permission to view only. */
export const jonas = createUser('jonas', 'Jonas Lindqvist')
