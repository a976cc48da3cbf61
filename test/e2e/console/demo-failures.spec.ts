import { expect, type Page } from '@playwright/test'
import { demoWords } from '#mocks/ui/demo-messages.ts'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'

const { failure } = demoWords.en

/** Gives the page a browser that refuses: `work` runs before any script of the page. */
const refuse = (page: Page, work: () => void) => page.addInitScript(work)

const expectRows = async (tab: ConsolePage) => {
  await expect(tab.row('Welcome series')).toBeVisible()
  await expect(tab.row('Welcome series')).toContainText('Live')
}

/** Stops a journey from its page. */
async function stopBackInStock(tab: ConsolePage) {
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await tab.dialog.getByLabel('Reason', { exact: true }).selectOption('Wrong audience')
  await expect(tab.dialog.getByRole('definition').first()).toHaveText(/\d/)
  await tab.button('Stop').click()
}

test('a browser that refuses the storage of texts, the channels and the locks of tabs, and random identifiers, runs the demo', async ({
  tab,
  page,
}) => {
  await refuse(page, () => {
    const throwing = {
      get: (): never => {
        throw new DOMException('Access is denied.', 'SecurityError')
      },
    }
    Object.defineProperty(window, 'sessionStorage', throwing)
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined })
    Reflect.deleteProperty(Navigator.prototype, 'locks')
    Reflect.deleteProperty(Crypto.prototype, 'randomUUID')
  })
  await tab.goHome()
  await tab.goTo('back-in-stock-alert-v2')
  await stopBackInStock(tab)

  await expect(tab.pageHeader).toContainText('Stopped')
})

/** What a browser can refuse, and the reason that the page gives. */
const refusals = [
  {
    refused: 'IndexedDB',
    refusal: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError')
      }
    },
    reason: 'noStorage',
  },
  {
    refused: 'more space',
    refusal: () => {
      // oxlint-disable-next-line typescript/unbound-method -- called on the store below
      const add = IDBObjectStore.prototype.add
      IDBObjectStore.prototype.add = new Proxy(add, {
        apply: (target, store: IDBObjectStore, values) => {
          if (store.name === 'versions') throw new DOMException('refused', 'QuotaExceededError')
          return Reflect.apply(target, store, values) as IDBRequest<IDBValidKey>
        },
      })
    },
    reason: 'storageFull',
  },
  { refused: 'service workers', refusal: () => void Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'), reason: 'noWorker' },
  {
    refused: 'to register a service worker',
    refusal: () => {
      ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('refused', 'SecurityError'))
    },
    reason: 'noWorker',
  },
] as const

for (const { refused, refusal, reason } of refusals)
  test(`a browser that refuses ${refused} gets a sentence and a way out, in its language`, async ({ page, browserErrors }) => {
    browserErrors.allow(/DemoFailure|refused/)
    await refuse(page, refusal)
    await page.addInitScript(() => localStorage.setItem('language', 'fr'))
    // The messages come last: the failure is known before them.
    await page.route(/messages\.fr/, async (route) => {
      await page.waitForResponse(/demo-failure-page/)
      await route.continue()
    })
    await page.goto('/')

    await expect(page.getByRole('alert')).toHaveText(demoWords.fr.failure[reason])
    await expect(page.getByRole('button', { name: demoWords.fr.failure.reload })).toBeVisible()
    await expect(page.getByRole('table')).toHaveCount(0)
  })

test('journeys that the browser has deleted come back, by themselves in an open tab and after a reload', async ({
  tab,
  page,
  browserErrors,
}) => {
  // A request that is being answered when the databases are closed.
  browserErrors.allow(/Failed to load resource/)
  await tab.goTo('back-in-stock-alert-v2')
  await stopBackInStock(tab)
  await expect(tab.pageHeader).toContainText('Stopped')
  const deleteJourneys = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.deleteDatabase('journey-console').addEventListener('success', resolve)
        }),
    )

  await deleteJourneys()
  await page.reload()
  await expect(tab.pageHeader).toContainText('Live')

  await stopBackInStock(tab)
  await expect(tab.pageHeader).toContainText('Stopped')
  await deleteJourneys()
  await expect(tab.pageHeader).toContainText('Live')
})

test('when the data of the site is cleared in an open tab, the way out that is offered works', async ({
  tab,
  page,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/./)
  await tab.goHome()
  const devTools = await context.newCDPSession(page)
  await tab.searchField.focus()
  await devTools.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'all' })
  // By keys: a read of the page's own may open the dialog before the search does.
  await page.keyboard.type('Welcome')

  await expect(tab.dialog).toContainText(failure.lost)
  await tab.button(failure.reload).click()
  await expectRows(tab)
})

test('when requests pass by the worker, the page says so, and goes on once that has ended', async ({
  tab,
  page,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/./)
  await tab.goHome()
  const devTools = await context.newCDPSession(page)
  await devTools.send('Network.enable')
  await tab.searchField.focus()
  await devTools.send('Network.setBypassServiceWorker', { bypass: true })
  await page.keyboard.type('Welcome')

  await expect(tab.dialog).toHaveAccessibleName(failure.title)
  await expect(tab.dialog).toContainText(failure.lost)
  await tab.button(failure.reload).click()
  await expect(page.getByRole('alert')).toHaveText(failure.noControl)
  await devTools.send('Network.setBypassServiceWorker', { bypass: false })
  await page.getByRole('button', { name: failure.reload }).click()

  await expectRows(tab)
})

test('when the browser has no space left for an action, the page says so, and the demo can start afresh', async ({
  tab,
  page,
  browserErrors,
}) => {
  browserErrors.allow(/QuotaExceededError|full|Failed to load resource/)
  await tab.goTo('back-in-stock-alert-v2')
  await stopBackInStock(tab)
  await expect(tab.pageHeader).toContainText('Stopped')
  await tab.goHome()
  await page.evaluate(() => {
    Object.defineProperty(IDBObjectStore.prototype, 'put', {
      value: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
  })
  await tab.row('Welcome series').hover()
  await tab.quickAction('Close to new entrances', 'Welcome series v. 2').click()
  await expect(tab.dialog.getByRole('definition').first()).toHaveText(/\d/)
  await tab.button('Close to new entrances').click()

  const warning = page.getByRole('alertdialog', { name: failure.title })
  await expect(warning).toContainText(failure.storageFull)
  await warning.getByRole('button', { name: failure.startAfresh }).click()
  await expectRows(tab)
  await tab.goTo('back-in-stock-alert-v2')
  await expect(tab.pageHeader).toContainText('Live')
})
