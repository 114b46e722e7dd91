import type { Runtime } from '../../platform/runtime.ts'

/** The secret of a shared till. It stays when people sign out. */
export const DEVICE_COOKIE = 'yb_device'
const DEVICE_DAYS = 400

export function cookieOf(runtime: Runtime) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: runtime.config.secureCookies } as const
}

export function deviceCookieOf(runtime: Runtime) {
  return { ...cookieOf(runtime), maxAge: DEVICE_DAYS * 86_400 }
}
