import { pinyin } from 'pinyin-pro'

/** The trades there is a ready catalogue for. */
export const TRADES = ['hair', 'beauty', 'nail', 'spa'] as const
export type Trade = (typeof TRADES)[number]

/** A short name for addresses and sign-in, from the brand's name: 云鬓 → `yunbin`. */
export function slugOf(name: string): string {
  const latin = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join('').toLowerCase()
  const slug = latin
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '')
    .slice(0, 30)
  return slug.length >= 2 ? slug : 'shop'
}

/** Whether a request comes from the server's own machine, and not through a proxy on it. */
export function isLocal(ip: string, headers: Record<string, unknown>): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
  return !isForwarded && (ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1')
}
