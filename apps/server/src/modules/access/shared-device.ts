/** Tills where people change places by PIN. The device proves itself by a secret of its own, the person by six digits. */
import { type Brand, type ReadCtx, system, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { readStore } from '../settings/index.ts'
import { countPin, forgetPin } from './attempts.ts'
import { DeviceUnknown, PinUnfit, PinWrong } from './errors.ts'
import { newToken, readToken } from './rules.ts'
import { isSecret } from './secrets.ts'
import {
  endDeviceSessions,
  findDevice,
  findSharedPeople,
  insertDevice,
  listDevices,
  lockSession,
  revokeDevice,
  type SharedDevice,
  type SharedDeviceInfo,
} from './shared-device-store.ts'
import { open, type SignedIn } from './sign-in.ts'
import { findAccount } from './store.ts'

/** Makes this device a shared till of that store. @returns the secret it keeps from now on @throws NotFound */
export async function shareDevice(ctx: WriteCtx, input: { storeId: string; name: string }): Promise<{ id: string; token: string }> {
  await readStore(ctx, input.storeId)
  const { token, hash } = newToken(ctx.brand.slug)
  const id = await insertDevice(ctx, { ...input, tokenHash: hash })
  ctx.audit({ action: 'device.share', subjectKind: 'Device', subjectId: id, storeId: input.storeId })
  return { id, token }
}

/** The shared tills in the actor's sight. */
export function readDevices(ctx: ReadCtx): Promise<SharedDeviceInfo[]> {
  return listDevices(ctx, ctx.actor.scopes === 'all' ? null : ctx.actor.scopes)
}

/** Makes a shared till an ordinary device again; who stands there is signed out. @throws NotFound */
export async function unshareDevice(ctx: WriteCtx, id: string): Promise<{ id: string }> {
  const storeId = await revokeDevice(ctx, id, ctx.actor.scopes === 'all' ? null : ctx.actor.scopes)
  if (storeId === null) throw new NotFound()
  await endDeviceSessions(ctx, id)
  ctx.audit({ action: 'device.unshare', subjectKind: 'Device', subjectId: id, storeId })
  return { id }
}

/** Locks the till of who is signed in, until somebody types a PIN. @throws DeviceUnknown on a device of one's own */
export async function lockTill(ctx: WriteCtx): Promise<{ id: string }> {
  const { sessionId } = ctx.actor
  if (sessionId === null || !(await lockSession(ctx, sessionId))) throw new DeviceUnknown()
  ctx.audit({ action: 'session.lock', subjectKind: 'Session', subjectId: sessionId })
  return { id: sessionId }
}

/** The shared till that keeps this secret, and its brand. @throws DeviceUnknown */
export async function deviceOfToken(runtime: Runtime, token: string | null): Promise<{ brand: Brand; device: SharedDevice }> {
  const read = token === null ? null : readToken(token)
  const brand = read === null ? null : await runtime.brands.bySlug(read.slug)
  if (read === null || brand === null) throw new DeviceUnknown()
  const device = await findDevice(runtime.brands.dbOf(brand), read.hash)
  if (device === null) throw new DeviceUnknown()
  return { brand, device }
}

/**
 * Gives a shared till to a person by PIN: a session of their own, good in that store alone; whoever stood there before is signed out there.
 * A wrong PIN is counted before it is looked at.
 * @throws NotFound for somebody who does not work there, PinUnfit without a PIN, PinWrong, PinLocked
 */
export async function switchByPin(
  runtime: Runtime,
  at: { brand: Brand; device: SharedDevice },
  input: { staffId: string; pin: string; place: { device: string; ip: string } },
): Promise<SignedIn> {
  const { db, now } = readCtx(runtime, at.brand, system)
  const [person] = await findSharedPeople(db, at.device.storeId, input.staffId)
  if (!person) throw new NotFound()
  if (!person.hasPin) throw new PinUnfit()
  const triesLeft = await countPin(db, person.staffId, now)
  const account = await findAccount(db, person.staffId)
  if (!(await isSecret(account?.pinHash, input.pin))) {
    await noteWrongPin(runtime, at, person.staffId)
    throw new PinWrong({ triesLeft })
  }
  const place = { ...input.place, deviceId: at.device.id }
  const opened = await open(runtime, at.brand, person.staffId, 'pin', place, async (ctx) => {
    const [still] = await findSharedPeople(ctx.db, at.device.storeId, person.staffId)
    if (still) await endDeviceSessions(ctx, at.device.id)
    return still !== undefined
  })
  if (opened === null) throw new NotFound()
  await forgetPin(db, person.staffId)
  return opened
}

async function noteWrongPin(runtime: Runtime, at: { brand: Brand; device: SharedDevice }, staffId: string): Promise<void> {
  await write(runtime, at.brand, system, async (ctx) => {
    const detail = { deviceId: at.device.id }
    ctx.audit({ action: 'pin.refuse', subjectKind: 'Staff', subjectId: staffId, storeId: at.device.storeId, detail })
  })
}
