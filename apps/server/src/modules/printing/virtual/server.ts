/** The virtual printer on a TCP port, with faults that real ones have. For tests and demonstrations; no shop's paper goes here. */
import { createServer, type Server, type Socket } from 'node:net'
import { Printer } from './interpreter.ts'
import type { Paper } from './paper.ts'

export const FAULTS = ['none', 'refuse', 'hang', 'die', 'mute', 'paper_out', 'cover_open'] as const

/**
 * `refuse`: nobody listens. `hang`: takes the call and reads nothing. `die`: breaks the line after so many bytes of a job. `mute`: prints, and
 * never says a word.
 */
export type Fault = { kind: Exclude<(typeof FAULTS)[number], 'die'> } | { kind: 'die'; afterBytes: number }

const KEPT = 30

export interface Printed {
  /** Counts up from 1. */
  number: number
  paper: Paper
}

export class VirtualPrinter {
  #server: Server | null = null
  #port = 0
  readonly #sockets = new Set<Socket>()
  #fault: Fault = { kind: 'none' }
  readonly #printer: Printer
  #count = 0
  readonly #listeners = new Set<() => void>()
  /** What came out, oldest first; only the newest are kept. */
  printed: Printed[] = []
  /** Every byte of every job, in order of arrival: for tests. */
  received = 0

  constructor(columns: number) {
    this.#printer = new Printer(columns)
  }

  get port(): number {
    return this.#port
  }

  get fault(): Fault {
    return this.#fault
  }

  get pulses(): number {
    return this.#printer.pulses
  }

  get unknown(): readonly string[] {
    return this.#printer.unknown
  }

  /** Switches it on at the first port of the list that is free. */
  async start(ports: readonly number[], host = '127.0.0.1'): Promise<number> {
    for (const port of ports) {
      const server = await listen(port, host, (socket) => this.#serve(socket))
      if (!server) continue
      this.#server = server
      this.#port = (server.address() as { port: number }).port
      return this.#port
    }
    throw new Error('no port is free for a virtual printer')
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    const server = this.#server
    this.#server = null
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** From now on it fails this way; `none` is a printer in good health, which first lets go of whatever it kept hanging. */
  async misbehave(fault: Fault): Promise<void> {
    const wasRefusing = this.#fault.kind === 'refuse'
    if (this.#fault.kind === 'hang' && fault.kind !== 'hang') for (const socket of this.#sockets) socket.destroy()
    this.#fault = fault
    this.#printer.health = { isPaperOut: fault.kind === 'paper_out', isCoverOpen: fault.kind === 'cover_open' }
    if (fault.kind === 'refuse') await this.stop()
    else if (wasRefusing) await this.start([this.#port])
  }

  /** Resolves once so many papers have come out in all. */
  papers(count: number): Promise<Printed[]> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#count < count) return
        this.#listeners.delete(look)
        resolve(this.printed)
      }
      this.#listeners.add(look)
      look()
    })
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => undefined)
    if (this.#fault.kind === 'hang') {
      socket.pause()
      return
    }
    let ofThisJob = 0
    socket.on('data', (data: Buffer) => {
      const fault = this.#fault
      const isStatus = data.length === 3 && data[0] === 0x10 && data[1] === 0x04
      if (!isStatus) ofThisJob += data.length
      this.received += data.length
      const answer = this.#printer.feed(
        fault.kind === 'die' ? data.subarray(0, Math.max(0, data.length - (ofThisJob - fault.afterBytes))) : data,
      )
      if (fault.kind === 'die' && ofThisJob >= fault.afterBytes) {
        socket.resetAndDestroy()
        this.#printer.powerCycle()
        this.#printer.papers = []
        return
      }
      if (answer.length > 0 && fault.kind !== 'mute') socket.write(answer)
      this.#collect()
    })
    socket.on('end', () => {
      // A mute one keeps the line open too: it is the kind that says nothing at all.
      if (this.#fault.kind !== 'mute') socket.end()
    })
  }

  #collect(): void {
    const done = this.#printer.papers.filter((paper) => paper.isCut)
    if (done.length === 0) return
    this.#printer.papers = this.#printer.papers.filter((paper) => !paper.isCut)
    for (const paper of done) {
      this.#count += 1
      this.printed = [...this.printed, { number: this.#count, paper }].slice(-KEPT)
    }
    for (const look of this.#listeners) look()
  }
}

/** Null when the port is taken. */
function listen(port: number, host: string, serve: (socket: Socket) => void): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, serve)
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
    // It never keeps a process alive that has nothing else to do.
    server.unref()
    server.listen(port, host, () => resolve(server))
  })
}
