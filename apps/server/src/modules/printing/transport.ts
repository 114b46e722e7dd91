/** Hands a document to a printer over TCP, and says honestly what is known about it afterwards. */
import { connect, type Socket } from 'node:net'
import { AddressRefused, isReachable, lookupWithin, type Reach } from './hosts.ts'
import { type Ending, type Failure, type Outcome, troubleIn, verdictOf } from './rules.ts'

export interface Target {
  host: string
  port: number
  /** Ask how it is before, and whether it came to the end after. */
  asksStatus: boolean
  /** Whether it was ever heard to answer; null while nobody knows. */
  answersStatus: boolean | null
}

/** How long each step may take, in milliseconds. */
export interface Timing {
  connect: number
  status: number
  /** No byte could be handed over for so long. */
  stall: number
  /** For the whole document. */
  total: number
  /** From the last byte until the printer says that it has come to it. */
  confirm: number
  /** From our closing the line until the printer closes it too. */
  close: number
}

export const TIMING: Timing = { connect: 3_000, status: 800, stall: 10_000, total: 30_000, confirm: 8_000, close: 1_500 }

/** GS r 1: answered when the printer has come to it, so everything before has been printed. */
const HOW_FAR = Buffer.from([0x1d, 0x72, 0x01])
const CHUNK = 4_096

/** Sends a document. Never throws for what a printer or a network does. */
export async function deliver(target: Target, document: Buffer, reach: Reach, timing: Timing = TIMING): Promise<Outcome> {
  const opened = await open(target, reach, timing.connect)
  if (typeof opened === 'string') return { state: 'failed', problem: opened, answers: null }
  const line = new Line(opened)
  try {
    const asks = target.asksStatus && target.answersStatus !== false
    const health = asks ? await askHealth(line, timing.status) : { answers: null, trouble: null }
    if (line.isLost) return { state: 'failed', problem: 'refused', answers: health.answers }
    if (health.trouble) return { state: 'failed', problem: health.trouble, answers: true }
    // It has always answered and does not now: something is wrong with it, and nothing was sent yet.
    if (health.answers === false && target.answersStatus === true) return { state: 'failed', problem: 'silent', answers: null }
    return verdictOf(await send(line, document, { answers: health.answers, isMute: !asks }, timing))
  } finally {
    opened.destroy()
  }
}

const CONNECT_FAILURES: Record<string, Failure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'no_such_host',
  EAI_AGAIN: 'no_such_host',
}

function open({ host, port }: Target, reach: Reach, ms: number): Promise<Socket | Failure> {
  return new Promise((resolve) => {
    // Names are looked at in `lookup`, which is not asked about numbers.
    if (/^[\d.]+$|:/.test(host) && !isReachable(host, reach)) return resolve('address_refused')
    const socket = connect({ host, port, lookup: lookupWithin(reach), noDelay: true, allowHalfOpen: true, autoSelectFamily: false })
    const fail = (failure: Failure) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(failure)
    }
    const timer = setTimeout(() => fail('timeout'), ms)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.on('error', (error: NodeJS.ErrnoException) =>
      fail(error instanceof AddressRefused ? 'address_refused' : (CONNECT_FAILURES[error.code ?? ''] ?? 'unreachable')),
    )
  })
}

/** An open connection, with what was heard on it. */
class Line {
  readonly #socket: Socket
  readonly #heard: number[] = []
  #wake: () => void = () => undefined
  /** The printer has closed its side. */
  hasEnded = false
  /** The line broke. */
  isLost = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (data: Buffer) => {
      this.#heard.push(...data)
      this.#wake()
    })
    socket.on('end', () => {
      this.hasEnded = true
      this.#wake()
    })
    socket.on('error', () => {
      this.isLost = true
      this.#wake()
    })
    socket.on('close', () => this.#wake())
  }

  /** Waits until `isDone`, or for so long. */
  async #until(isDone: () => boolean, ms: number): Promise<void> {
    const timer = AbortSignal.timeout(ms)
    while (!isDone() && !this.isLost && !timer.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }

  /** The next byte the printer says; null when it says nothing. */
  async hear(ms: number): Promise<number | null> {
    await this.#until(() => this.#heard.length > 0 || this.hasEnded, ms)
    return this.#heard.shift() ?? null
  }

  /** Hands bytes over. False when they were not taken in time, or the line broke. */
  async say(bytes: Buffer, ms: number): Promise<boolean> {
    let isTaken = false
    this.#socket.write(bytes, (error) => {
      isTaken = !error
      this.#wake()
    })
    await this.#until(() => isTaken, ms)
    return isTaken
  }

  /** Closes our side and waits for the printer to close its own. */
  async close(ms: number): Promise<boolean> {
    this.#socket.end()
    await this.#until(() => this.hasEnded, ms)
    return this.hasEnded && !this.isLost
  }
}

/** DLE EOT n: real-time status, answered even while the printer is busy. None of it is printed. */
async function askHealth(line: Line, ms: number): Promise<{ answers: boolean; trouble: Failure | null }> {
  const ask = async (n: number) => ((await line.say(Buffer.from([0x10, 0x04, n]), ms)) ? line.hear(ms) : null)
  const printer = await ask(1)
  if (printer === null) return { answers: false, trouble: null }
  if (troubleIn({ printer }) === null) return { answers: true, trouble: null }
  return { answers: true, trouble: troubleIn({ printer, offline: await ask(2), paper: await ask(4) }) }
}

async function send(line: Line, document: Buffer, knows: Pick<Ending, 'answers' | 'isMute'>, timing: Timing): Promise<Ending> {
  const waitsForWord = knows.answers === true
  const all = waitsForWord ? Buffer.concat([document, HOW_FAR]) : document
  const startedAt = performance.now()
  let bytes = 0
  const ending = (how: Partial<Ending>): Ending => ({
    ...knows,
    bytes,
    confirmed: false,
    closed: false,
    lost: false,
    stalled: false,
    ...how,
  })
  while (bytes < all.length) {
    const chunk = all.subarray(bytes, bytes + CHUNK)
    // Counted before it is known to have been taken: from here on it may be on paper.
    bytes += chunk.length
    const left = Math.min(timing.stall, startedAt + timing.total - performance.now())
    if (left <= 0 || !(await line.say(chunk, left))) return ending(line.isLost ? { lost: true } : { stalled: true })
  }
  const confirmed = waitsForWord && (await line.hear(timing.confirm)) !== null
  if (line.isLost || (line.hasEnded && !confirmed)) return ending({ lost: true })
  const closed = await line.close(timing.close)
  return ending({ confirmed, closed, lost: line.isLost })
}
