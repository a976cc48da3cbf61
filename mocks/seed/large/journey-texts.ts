import type { User } from '#api/contract/primitives.ts'
import { amina, ana, femi, kenji, lea, priya, tomas } from '#mocks/seed/demo-users.ts'

const givenNames = ['Olga', 'Marc', 'Chiara', 'Yusuf', 'Ines', 'Bo', 'Renée', 'Ivan', 'Mei', 'Noah', 'Zsófia', 'Luc'] as const
const familyNames = ['Okafor', 'Lefèvre', 'Sørensen', 'Rossi', 'Park'] as const

/** The thirty users who made the journeys. */
export const manyUsers: readonly User[] = [
  ana,
  lea,
  kenji,
  amina,
  tomas,
  priya,
  femi,
  ...Array.from({ length: 23 }, (_, index): User => {
    const name = `${givenNames[index % givenNames.length]} ${familyNames[(index * 3) % familyNames.length]}`
    return { id: `user-${index + 8}`, name }
  }),
]

/** Subjects of journeys, each with a description. */
export const subjects: readonly (readonly [name: string, description: string])[] = [
  ['Welcome series', 'The first days of a new customer.'],
  ['Cart reminder', 'What was left in the cart, twice.'],
  ['Birthday voucher', 'A voucher in the week of the birthday.'],
  ['Product review request', 'Asks for a review after delivery.'],
  ['Back in stock', 'Tells who asked for it.'],
  ['Œuvres d’hiver', 'Invitation to the winter exhibition.'],
  ['Renewal of the contract', 'Six months before the end, then monthly.'],
  ['Payment overdue', 'First notice, second notice, a call.'],
  ['Newsletter sign-up', 'Confirmation and the best issues.'],
  ['Réactivation clients dormants', 'Pour les clients sans achat depuis un an.'],
  ['Loyalty tier', 'What the new tier brings.'],
  ['Roaming pass', 'On the first day abroad.'],
  ['Travel insurance', 'Offer after a booking.'],
  ['Statement is ready', 'Required by law.'],
  ['Appointment reminder', 'A day and an hour before.'],
  ['Survey after service', 'Three questions.'],
  ['Fraud alert follow-up', 'Whether it was them.'],
  ['Tariff advice', 'A cheaper tariff, if there is one.'],
  ['Summer sale', 'Early access for members.'],
  ['Event invitation', 'Invitation, reminder, directions.'],
]

/** Markets and segments that a name may end with. */
export const nameEndings =
  'Spain,France,Deutschland,Polska,Italia,Sverige,UK,Canada,Brasil,México,Österreich,Schweiz,premium,students,families,business,app users,shops,web,pilot,A/B test,relaunch'.split(
    ',',
  )

const tagSubjects =
  'onboarding,loyalty,cart,service,legal,renewal,sale,billing,travel,events,app,web,shop,email,sms,push,survey,fraud,seasonal,pilot'.split(
    ',',
  )

/** Two hundred tags. */
export const manyTags: readonly string[] = tagSubjects.flatMap((subject) => [
  subject,
  ...['2020', '2021', '2022', '2023', '2024', '2025', '2026', 'b2b', 'vip'].map((part) => `${subject} ${part}`),
])
