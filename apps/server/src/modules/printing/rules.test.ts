import { describe, expect, it } from 'vitest'
import { AddressRefused, isReachable, lookupWithin, mayStandAt } from './hosts.ts'
import { type Ending, mayResolve, nextAttempt, troubleIn, verdictOf } from './rules.ts'

const ending = (fields: Partial<Ending>): Ending => ({
  bytes: 900,
  answers: null,
  confirmed: false,
  closed: false,
  lost: false,
  stalled: false,
  isMute: false,
  ...fields,
})

describe('what became of a delivery', () => {
  it('is sent when the printer said so, or closed the line after us', () => {
    expect(verdictOf(ending({ confirmed: true, answers: true }))).toEqual({ state: 'sent', bytes: 900, answers: true })
    expect(verdictOf(ending({ closed: true }))).toMatchObject({ state: 'sent' })
  })

  it('is unknown when the line broke, stood still, or nobody said a word', () => {
    expect(verdictOf(ending({ lost: true, closed: true }))).toMatchObject({ state: 'unknown', problem: 'lost' })
    expect(verdictOf(ending({ stalled: true }))).toMatchObject({ state: 'unknown', problem: 'stalled' })
    expect(verdictOf(ending({ answers: true }))).toMatchObject({ state: 'unknown', problem: 'no_answer' })
    expect(verdictOf(ending({ answers: false }))).toMatchObject({ state: 'unknown', problem: 'no_answer' })
  })

  it('takes silence for assent only of a printer that never speaks', () => {
    expect(verdictOf(ending({ isMute: true }))).toMatchObject({ state: 'sent' })
    expect(verdictOf(ending({ isMute: true, lost: true }))).toMatchObject({ state: 'unknown' })
  })
})

describe('another attempt', () => {
  const now = Temporal.Instant.from('2026-11-22T02:00:00Z')
  const after = (seconds: number) => now.add({ seconds })

  it('comes after 2, 6 and 18 seconds, then no more', () => {
    expect([1, 2, 3, 4].map((n) => nextAttempt('refused', n, now))).toEqual([after(2), after(6), after(18), null])
  })

  it('is not made where it would fail the same way', () => {
    expect(nextAttempt('document', 1, now)).toBeNull()
    expect(nextAttempt('address_refused', 1, now)).toBeNull()
  })
})

describe('what a printer says of itself', () => {
  it('is trouble only when it is off line, and then the nearest cause', () => {
    expect(troubleIn({ printer: 0x12 })).toBeNull()
    expect(troubleIn({ printer: 0x12, paper: 0x72 })).toBeNull()
    expect(troubleIn({ printer: 0x1a, offline: 0x32, paper: 0x72 })).toBe('paper_out')
    expect(troubleIn({ printer: 0x1a, offline: 0x16, paper: 0x12 })).toBe('cover_open')
    expect(troubleIn({ printer: 0x1a, offline: null, paper: null })).toBe('offline')
  })
})

describe('what a person may say', () => {
  it('settles what is unknown or failed; what failed cannot have been printed', () => {
    expect(mayResolve('unknown', 'printed')).toBe(true)
    expect(mayResolve('failed', 'printed')).toBe(false)
    expect(mayResolve('failed', 'again')).toBe(true)
    for (const state of ['queued', 'sending', 'sent', 'resolved']) expect(mayResolve(state, 'again')).toBe(false)
  })
})

describe('where a printer may stand', () => {
  it('is the shop: private addresses, this machine, and names that are looked at again', () => {
    for (const host of ['192.168.1.50', '10.0.0.9', '172.31.255.1', '127.0.0.1', '::1', 'fd00::12', 'printer.local', 'xp-n160'])
      expect(mayStandAt(host, 9100, 'private'), host).toBe(true)
  })

  it('is nowhere else, however it is written', () => {
    const elsewhere = [
      '8.8.8.8',
      '169.254.169.254',
      '0.0.0.0',
      '172.32.0.1',
      '2001:db8::1',
      '::ffff:8.8.8.8',
      '2130706433',
      '0x7f.1',
      '127.1',
      '',
      'a b',
      'x/y',
      '-x',
    ]
    for (const host of elsewhere) expect(mayStandAt(host, 9100, 'private'), host).toBe(false)
  })

  it('has a port of raw printing', () => {
    for (const port of [22, 80, 5432, 9099, 9200]) expect(mayStandAt('192.168.1.50', port, 'private')).toBe(false)
    expect(mayStandAt('192.168.1.50', 9107, 'private')).toBe(true)
  })

  it('is looked at again when a name is resolved: what it says now is what counts', async () => {
    const resolve = (host: string, reach: 'private' | 'any') =>
      new Promise<unknown>((done) => lookupWithin(reach)(host, { all: true }, (error, found) => done(error ?? found)))
    expect(await resolve('8.8.8.8', 'private')).toBeInstanceOf(AddressRefused)
    expect(await resolve('8.8.8.8', 'any')).toEqual([{ address: '8.8.8.8', family: 4 }])
    expect(await resolve('192.168.1.50', 'private')).toEqual([{ address: '192.168.1.50', family: 4 }])
  })

  it('is anywhere only where the server was told so', () => {
    expect(isReachable('8.8.8.8', 'any')).toBe(true)
    expect(isReachable('no number', 'any')).toBe(false)
  })
})
