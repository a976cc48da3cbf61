import { expect, test } from 'vitest'
import { receiptText } from '#features/journey-page/receipts/receipt-text.ts'

const line = (label: string, value: string) => `${label}: ${value}`

test('what somebody wrote cannot pass for a line of the receipt', () => {
  const text = receiptText(
    {
      heading: 'Receipt',
      title: 'Spring offer v. 1',
      address: 'https://console.example/journeys/spring-offer-v1',
      deed: 'Stopped',
      facts: [{ label: 'Note', value: 'Sorry.\n\nStopped: 0\r\nBy: nobody\u2028' }],
      figures: [{ label: 'Stopped', value: '12', details: ['E-mail: 3'] }],
    },
    line,
  )

  expect(text.split('\n')).toEqual([
    'Receipt: Stopped',
    'Spring offer v. 1',
    'https://console.example/journeys/spring-offer-v1',
    '',
    'Note: Sorry.',
    '    Stopped: 0',
    '    By: nobody',
    '',
    'Stopped: 12',
    '    E-mail: 3',
    '',
  ])
})
