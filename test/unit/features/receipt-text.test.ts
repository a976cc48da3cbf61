import { expect, test } from 'vitest'
import { formatReceiptText } from '#features/journey-page/receipts/receipt-text.ts'

const formatLine = (label: string, value: string) => `${label}: ${value}`

test('a note cannot imitate a line of the receipt', () => {
  const text = formatReceiptText(
    {
      heading: 'Receipt',
      title: 'Spring offer v. 1',
      address: 'https://console.example/journeys/spring-offer-v1',
      actionLabel: 'Stopped',
      facts: [{ label: 'Note', value: 'Sorry.\n\nStopped: 0\r\nBy: nobody\u2028' }],
      stats: [{ label: 'Stopped', value: '12', details: ['E-mail: 3'] }],
    },
    formatLine,
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
