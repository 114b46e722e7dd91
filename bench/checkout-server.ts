/** The server under measure, a process of its own: listens on a free loopback port and answers its parent's questions. */
import { buildApp } from '../apps/server/src/app.ts'
import { runtimeOver } from './checkout-shop.ts'

const counter = { count: 0 }
const runtime = runtimeOver(process.env.BENCH_DATABASE_URL ?? '', counter)
const app = await buildApp(runtime)
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
process.on('message', (message) => {
  if (message === 'count') process.send?.({ count: counter.count, rssMb: process.memoryUsage().rss / 1_048_576 })
  if (message === 'stop')
    void app
      .close()
      .then(() => runtime.pool.end())
      .then(() => process.exit(0))
})
