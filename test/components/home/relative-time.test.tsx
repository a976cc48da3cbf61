import { render, screen } from '@testing-library/react'
import { IntlProvider } from 'use-intl'
import { expect, test } from 'vitest'
import { RelativeTime } from '#features/version/relative-time.tsx'

const asOf = '2026-03-04T14:12:05.000Z'

test.each([
  ['3 min. ago', '2026-03-04T14:09:00.000Z', 'before the list was computed'],
  ['now', '2026-03-04T14:12:09.000Z', 'after it, because the change arrived later than the list'],
  ['Mar 6', '2026-03-06T14:12:05.000Z', 'two days ahead, because the clocks of two servers disagree'],
])('the age of a change is shown as “%s” if it happened at %s, %s', (text, at) => {
  render(
    <IntlProvider locale="en" messages={{}} timeZone="UTC">
      <RelativeTime at={at} asOf={asOf} display="age" />
    </IntlProvider>,
  )

  expect(screen.getByText(text)).toBeVisible()
})
