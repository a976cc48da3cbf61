import { afterEach, expect, test, vi } from 'vitest'
import { DemoFailure, reportBackendError, runOrFail, subscribeToFullStorage } from '#mocks/hosts/demo-failure.ts'

afterEach(() => vi.unstubAllGlobals())

/** As browsers do, `reportError` refuses to be called on another object. */
const stubReportError = (): readonly unknown[] => {
  const reported: unknown[] = []
  vi.stubGlobal('reportError', function (this: unknown, error: unknown) {
    if (this !== undefined && this !== globalThis) throw new TypeError('Illegal invocation')
    reported.push(error)
  })
  return reported
}

test('an error of the backend is reported itself, whatever object the reporting function is called on', () => {
  const reported = stubReportError()
  const environment = { report: reportBackendError }
  const error = new Error('the real one')

  environment.report(error)

  expect(reported).toEqual([error])
})

test('a full storage is distinguished from other errors, in the start and later', async () => {
  stubReportError()
  let full = 0
  const unsubscribe = subscribeToFullStorage(() => full++)
  const quotaError = Object.assign(new Error('no space'), { name: 'QuotaExceededError' })

  reportBackendError(new Error('another'))
  reportBackendError(quotaError)
  unsubscribe()
  reportBackendError(quotaError)

  expect(full).toBe(1)
  await expect(runOrFail('noStorage', () => Promise.reject(quotaError))).rejects.toMatchObject({ reason: 'storageFull' })
  await expect(runOrFail('noStorage', () => Promise.reject(new Error('refused')))).rejects.toMatchObject({ reason: 'noStorage' })
  await expect(runOrFail('noWorker', () => Promise.reject(new DemoFailure('noControl')))).rejects.toMatchObject({ reason: 'noControl' })
})
