import { expect, test } from 'vitest'
import { checkLicences, readProject, type LicenceLockfile } from '#scripts/licences.ts'

const mit = { version: '1.0.0', license: 'MIT' }
const createLockfile = (packages: LicenceLockfile['packages']): LicenceLockfile => ({
  packages: { '': { dependencies: { react: '1.0.0' }, devDependencies: { icons: '1.0.0', bundler: '1.0.0' } }, ...packages },
})

test('everything that the product is made of, and all its tools, are under licences that are allowed', () => {
  const { product, tools, problems } = checkLicences(...readProject())

  expect(problems).toEqual([])
  const names = product.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['react-dom', 'scheduler', 'lucide-react', '@fontsource-variable/geist', 'd3-color', 'hono']),
  )
  expect(names).not.toEqual(expect.arrayContaining(['vite']))
  expect(tools.length).toBeGreaterThan(100)
})

test('part of the product is what it depends on, what that needs, and what its sources import though it is only needed to build them', () => {
  const lock = createLockfile({
    'node_modules/react': { ...mit, dependencies: { scheduler: '1.0.0' } },
    'node_modules/react/node_modules/scheduler': mit,
    'node_modules/icons': mit,
    'node_modules/bundler': mit,
  })

  const { product, tools } = checkLicences(lock, ["import { Arrow } from 'icons'"])

  expect(product.map(({ name }) => name)).toEqual(['react', 'scheduler', 'icons'])
  expect(tools.map(({ name }) => name)).toEqual(['bundler'])
})

test.each([
  ['has no licence that is known', 'node_modules/react', undefined],
  ['may not be given away freely', 'node_modules/react', 'GPL-3.0-only'],
  ['is only for tools', 'node_modules/react', 'MPL-2.0'],
  ['is for tools, and asks too much even of them', 'node_modules/bundler', 'AGPL-3.0-only'],
])('a package that %s is refused', (_, place, license) => {
  const found = { version: '1.0.0', ...(license === undefined ? {} : { license }) }

  expect(checkLicences(createLockfile({ [place]: found }), []).problems).toHaveLength(1)
})
