import { amina, femi, lea, priya, tomas } from './demo-users.ts'
import { ask, day, email, fork, hour, inApp, jump, minute, buildPath, markPromised, push, sms, update, wait } from './path.ts'
import { createVersionSteps, type Story } from './story.ts'

/** A long chain of reminders that ends when the customer answers: the largest path the flow model allows. */
const reminders = [
  'in the app',
  'by e-mail',
  'by text message',
  'with the deadline',
  'by the adviser',
  'with a short form',
  'before limits apply',
  'in the evening',
  'on the last day',
]

/** The journeys of a bank. */
export const bank: readonly Story[] = [
  {
    name: 'Card activation, 90-day onboarding',
    description: 'From the letter with the card to the third month.',
    tags: 'cards, onboarding',
    people: 48_200,
    flow: buildPath('unitaryEvent', 'office', [
      markPromised(email('Your card is on its way')),
      wait(7 * day),
      ask(
        'Activated?',
        81,
        [push('Add it to your wallet'), wait(30 * day), email('One month with your card'), wait(53 * day)],
        [sms('Your card waits for you'), wait(21 * day), email('Shall we send another?')],
      ),
    ]),
    steps: [...createVersionSteps([tomas, amina], 430, 97), ['pause', 50 / 1440, tomas, 2]],
    timeZone: 'Europe/Prague',
  },
  {
    name: 'Monthly statement is ready',
    description: 'Everyone with an account. Required by law.',
    tags: 'statements, legal',
    people: 2_412_000,
    flow: buildPath(
      'readAudience',
      'always',
      [email('Your statement is ready'), wait(3 * day), ask('Read?', 58, [], [push('Have a look at your statement'), wait(4 * day)])],
      3 * hour,
    ),
    steps: [...createVersionSteps([tomas, priya], 700, 340, 150), ['createVersion', 2.2, tomas], ['publish', 0.28, tomas]],
  },
  {
    name: 'Mortgage rate renewal',
    description: 'Five months of contact before the fixed rate ends.',
    tags: 'mortgage, advisers',
    people: 4310,
    flow: buildPath('audienceQualification', 'office', [
      email('Your rate ends in five months'),
      wait(30 * day),
      ask(
        'Appointment made?',
        40,
        [wait(20 * day), update('Adviser informed')],
        [email('What will it cost?'), wait(35 * day), sms('Your adviser calls you')],
      ),
    ]),
    steps: [...createVersionSteps([amina, tomas], 760, 330), ['close', 12.2, amina, 'other', 'The advisers call in person from now on.']],
  },
  {
    name: 'Payment overdue, first notice',
    description: 'Friendly, then less so. Stops when the payment arrives.',
    tags: 'collections',
    people: 6020,
    flow: buildPath('businessEvent', 'office', [
      sms('A payment is overdue'),
      wait(3 * day),
      ask('Paid?', 67, [], [email('First notice'), wait(10 * day), ask('Paid?', 55, [], [email('Second notice'), wait(14 * day)])]),
    ]),
    steps: createVersionSteps([priya, tomas], 690, 76),
    reentrance: true,
  },
  {
    name: 'Fraud alert follow-up',
    description: 'After a blocked payment: was it you?',
    tags: 'security',
    people: 3,
    flow: buildPath('unitaryEvent', 'always', [
      push('Was it you?'),
      wait(15 * minute),
      ask('Answered?', 92, [], [sms('Please call us'), wait(2 * hour)]),
    ]),
    steps: createVersionSteps([amina, femi], 290),
    reentrance: true,
  },
  {
    name: 'Savings goal reached',
    description: 'Congratulates, and proposes the next goal. Ends with the campaign.',
    tags: 'savings, campaign',
    people: 1288,
    flow: buildPath('unitaryEvent', 'evening', [push('You did it! 🎉'), wait(day), email('What is next?'), wait(6 * day)]),
    steps: createVersionSteps([lea, priya], 29),
    endsIn: 1,
  },
  {
    name: 'Credit limit increase',
    description: 'Offers a higher limit to those who were approved in advance.',
    tags: 'credit',
    people: 88_140,
    flow: buildPath('readAudience', 'morning', [
      email('A higher limit for you'),
      wait(10 * day),
      push('Your offer ends soon'),
      wait(5 * day),
    ]),
    steps: [
      ...createVersionSteps([priya, tomas], 44),
      ['stop', 19, amina, 'legal', 'No proof of consent for profiling in 12 % of the audience.'],
    ],
  },
  {
    name: 'Student account graduation',
    description: 'Moves graduates to an ordinary account, with a free year.',
    tags: 'accounts',
    people: 26_730,
    flow: buildPath('readAudience', 'morning', [email('Congratulations'), wait(25 * day), email('Your account changes')], 3 * day),
    steps: [...createVersionSteps([femi, amina], 74), ['close', 70, femi, 'campaignOver']],
  },
  {
    name: 'Instant payments announcement',
    description: 'One message to every customer.',
    tags: 'announcement',
    people: 3_120_500,
    flow: buildPath('readAudience', 'always', [email('Money in ten seconds'), wait(day)], 6 * hour),
    steps: [...createVersionSteps([tomas, amina], 62), ['close', 60.4, tomas, 'campaignOver']],
  },
  {
    name: 'Card replacement',
    description: 'Stolen, lost or broken: one path each.',
    tags: 'cards, service',
    people: 0,
    flow: buildPath('unitaryEvent', 'always', [
      fork(
        'What happened?',
        ['Stolen', 25, markPromised(sms('Blocked. A new card is coming')), wait(5 * day)],
        ['Lost', 55, push('Found it again?'), wait(2 * day), update('Order a new card')],
        ['Broken', 20, markPromised(email('A new card is coming'))],
      ),
    ]),
    steps: [
      ['create', 16, amina],
      ['test', 2.4, femi],
    ],
  },
  {
    name: 'Consent renewal, all channels',
    description: 'Fifty activities: nine reminders by turns, and a way out after each.',
    tags: 'legal, consent',
    people: 720_400,
    flow: buildPath('audienceQualification', 'office', [
      email('Your consent ends this year'),
      inApp('Renew your consent'),
      wait(9 * day),
      ...reminders.reduceRight(
        (rest, how) => [ask('Answered?', 35, [update('Consent kept')], [wait(6 * day), email(`Reminder ${how}`), ...rest])],
        [update('Do not contact')],
      ),
    ]),
    steps: createVersionSteps([lea, tomas], 180, 66),
  },
  {
    name: 'Business account onboarding',
    description: 'Waits for the signed contract, which for some never comes.',
    tags: 'business, onboarding',
    people: 57,
    flow: buildPath('unitaryEvent', 'office', [
      email('Documents we need'),
      ask(
        'Contract signed?',
        70,
        [wait(5 * day), markPromised(email('Your account is open'))],
        [wait(Infinity, 'Wait for the signed contract')],
      ),
    ]),
    steps: [...createVersionSteps([femi, priya], 370), ['close', 24, priya, 'faultyContent', 'Old price list in the second e-mail.']],
  },
  {
    name: 'Investment webinar invitation',
    description: '',
    tags: 'event',
    people: 0,
    flow: buildPath('readAudience', 'morning', [email('You are invited'), wait(5 * day), email('It starts tomorrow')]),
    steps: [['create', 11, priya]],
  },
  {
    name: 'Insurance quote follow-up',
    description: 'Waits for the event of the new quote form, which nobody has sent yet.',
    tags: 'insurance',
    people: 0,
    flow: buildPath('businessEvent', 'never', [
      email('Your quote'),
      wait(3 * day),
      jump('To Payment overdue', 'payment-overdue-first-notice'),
    ]),
    steps: createVersionSteps([amina, lea], 36),
  },
]
