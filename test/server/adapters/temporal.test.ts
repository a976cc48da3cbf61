import { afterAll } from 'vitest'
import { openTemporalExecutions } from '#packages/engine-temporal/temporal-executions.ts'
import { testAdapter } from './adapter-suite.ts'
import { startExecutionsHost } from './executions-host.ts'
import { longCallMs, startTemporalService, type TemporalService } from './temporal-service.ts'

const services: TemporalService[] = []

afterAll(() => {
  for (const service of services) service.close()
})

const fail = (error: Error) => {
  throw error
}

testAdapter('Temporal, on a fake of its service', async (database) => {
  const service = await startTemporalService()
  services.push(service)
  return startExecutionsHost(database, (advance) =>
    openTemporalExecutions({ url: service.url, namespace: 'default', taskQueue: 'test', advance, report: fail, callMs: longCallMs }),
  )
})
