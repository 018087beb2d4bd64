import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { ServiceState } from '../service/state.ts'
import type { Hub } from '../stream/hub.ts'
import { frameLatency } from './frame-latency.ts'
import { httpMetrics } from './http-metrics.ts'
import { stateMetrics } from './state-metrics.ts'

/** What the process measures of itself. */
export class Metrics {
  readonly registry = new Registry()
  readonly onLatency: (latencyUs: number) => void

  constructor() {
    collectDefaultMetrics({ register: this.registry })
    this.onLatency = frameLatency(this.registry)
  }

  /** Serves `/metrics` for Prometheus. */
  serve(app: FastifyInstance, state: ServiceState, hub: Hub): void {
    httpMetrics(app, this.registry)
    stateMetrics(this.registry, state, hub)
    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      const text = await this.registry.metrics()
      return await reply.type(this.registry.contentType).serializer(String).send(text)
    })
  }
}
