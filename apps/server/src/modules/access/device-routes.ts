import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { DEVICE_COOKIE, deviceCookieOf } from './cookies.ts'
import { DeviceUnknown } from './errors.ts'
import { deviceParams, endedSchema, shareDeviceSchema, sharedDevicesSchema, sharedSchema } from './schemas.ts'
import { lockTill, readDevices, shareDevice, unshareDevice } from './shared-device.ts'

const tag = 'Shared tills'

export function deviceRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/shared-devices',
    operationId: 'listSharedDevices',
    tag,
    summary: 'Shared tills, where they stand and who was seen there last',
    ability: ['manage', 'Device'],
    response: sharedDevicesSchema,
    handle: async (ctx) => {
      const devices = await readDevices(ctx)
      const items = devices.map(({ createdAt, lastSeenAt, ...device }) => ({
        ...device,
        createdAt: createdAt.toString(),
        lastSeenAt: lastSeenAt?.toString() ?? null,
      }))
      return { items, nextCursor: null }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/shared-devices',
    operationId: 'shareDevice',
    tag,
    summary: 'Make this device a shared till: people change places at it by PIN. Its secret is set as a cookie',
    ability: ['manage', 'Device'],
    scopeOf: ({ body }) => body.storeId,
    body: shareDeviceSchema,
    response: sharedSchema,
    status: 201,
    errors: [NotFound],
    isUnkept: true,
    dress: (reply, { id, token }) => {
      reply.setCookie(DEVICE_COOKIE, token, deviceCookieOf(runtime))
      return { id, token }
    },
    handle: (ctx, { body }) => shareDevice(ctx, body),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/shared-devices/:deviceId',
    operationId: 'unshareDevice',
    tag,
    summary: 'Make a shared till an ordinary device again; who stands there is signed out',
    ability: ['manage', 'Device'],
    params: deviceParams,
    response: endedSchema,
    errors: [NotFound],
    handle: (ctx, { params }) => unshareDevice(ctx, params.deviceId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/session/lock',
    operationId: 'lockTill',
    tag,
    summary: 'Lock this shared till until somebody types a PIN',
    ability: 'signed-in',
    response: endedSchema,
    errors: [DeviceUnknown],
    handle: (ctx) => lockTill(ctx),
  })
}
