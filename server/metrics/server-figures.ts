import type { PoolUse } from '#server/store/open-database.ts'
import type { Metrics } from './metrics.ts'

interface ServerFigures {
  readonly countStreams: () => number
  readonly pools: Readonly<Record<string, () => PoolUse>>
}

/** Adds the figures of a replica that are read when they are asked for. */
export function addServerFigures({ addGauge }: Pick<Metrics, 'addGauge'>, { countStreams, pools }: ServerFigures): void {
  addGauge('journey_open_streams', 'Event streams that are open.', countStreams)
  addGauge('journey_database_connections', 'Connections to the database, by pool and state.', () =>
    Object.entries(pools).flatMap(([pool, read]) => {
      const { used, idle } = read()
      return Object.entries({ used, idle }).map(([state, value]) => ({ labels: { pool, state }, value }))
    }),
  )
  addGauge('journey_database_waiting', 'Queries and transactions that wait for a connection.', () =>
    Object.entries(pools).map(([pool, read]) => ({ labels: { pool }, value: read().waiting })),
  )
}
