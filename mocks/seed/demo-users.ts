import type { User } from '#api/contract/primitives.ts'

const person = (id: string, name: string): User => ({ id, name })

/** Those who work with the journeys of the demo. */
export const ana = person('ana', 'Ana Ruiz')
export const lea = person('lea', 'Léa Fontaine')
export const kenji = person('kenji', 'Kenji Watanabe')
export const amina = person('amina', 'Amina El-Sayed')
export const tomas = person('tomas', 'Tomáš Novák')
export const priya = person('priya', 'Priya Raghunathan')
export const femi = person('femi', 'Femi Adeyemi')

/** Looks, and changes nothing. */
export const jonas = person('jonas', 'Jonas Lindqvist')
