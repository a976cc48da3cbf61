import { describe, expect, test } from 'vitest'
import { isEmailAddress } from '#domain/email-address.ts'

const longest = `${'x'.repeat(64)}@${'y'.repeat(189)}`

describe('an e-mail address', () => {
  test.each(['ana@example.com', 'Ana.Diaz+news@Mail.Example.com', 'a@b', "o'neil_{x}|~@3-d.example", 'a@x--y.fr', longest])(
    'is accepted: %s',
    (text) => {
      expect(isEmailAddress(text)).toBe(true)
    },
  )

  test.each([
    '',
    'ana',
    '@example.com',
    'ana@',
    '.ana@example.com',
    'ana.@example.com',
    'ana..diaz@example.com',
    'ana@-example.com',
    'ana@example-.com',
    'ana@example.-com',
    'ana@example.com-',
    'ana@.example.com',
    'ana@example.com.',
    'ana@example..com',
    'ana@exa_mple.com',
    'ana@bob@example.com',
    'Ana <ana@example.com>',
    'ana@example.com,bob@example.com',
    'ana@example.com\r\nRCPT TO:<bob@example.com>',
    'ana@example.com\n',
    'ana díaz@example.com',
    `x${longest}`,
    `${longest}y`,
  ])('is refused: %j', (text) => {
    expect(isEmailAddress(text)).toBe(false)
  })
})
