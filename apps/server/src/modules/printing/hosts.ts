/** Where a printer may stand. The server connects to what a person typed, so it must not be led to anything but a device of the shop. */
import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Ports of raw printing: 9100 and its neighbours, where devices with several sockets listen. */
export const FIRST_PORT = 9100
export const LAST_PORT = 9199

const inTheShop = new BlockList()
inTheShop.addSubnet('127.0.0.0', 8, 'ipv4')
inTheShop.addSubnet('10.0.0.0', 8, 'ipv4')
inTheShop.addSubnet('172.16.0.0', 12, 'ipv4')
inTheShop.addSubnet('192.168.0.0', 16, 'ipv4')
inTheShop.addAddress('::1', 'ipv6')
inTheShop.addSubnet('fc00::', 7, 'ipv6')

/** `private`: only addresses that no router passes on; `any`: wherever. */
export type Reach = 'private' | 'any'

export class AddressRefused extends Error {}

/** Whether a numeric address may be connected to. */
export function isReachable(address: string, reach: Reach): boolean {
  const family = isIP(address)
  if (family === 0) return false
  return reach === 'any' || inTheShop.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Whether a printer may be entered with this host and port. A name is looked at again, address by address, whenever it is connected to. */
export function mayStandAt(host: string, port: number, reach: Reach): boolean {
  if (port < FIRST_PORT || port > LAST_PORT) return false
  if (isIP(host) !== 0) return isReachable(host, reach)
  // Letters somewhere, or it is a number that some resolvers take for an address: 2130706433, 0x7f.1, 127.1.
  return /^(?=.*[a-z])[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host) && !/^0x/i.test(host)
}

/** Resolves a name for a connection and hands on nothing but addresses that may be connected to: a name may change between two looks. */
export function lookupWithin(reach: Reach): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      const allowed = found.filter((a) => isReachable(a.address, reach))
      const first = allowed[0]
      if (first === undefined) return done(new AddressRefused(), '')
      if (options.all) return done(null, allowed)
      done(null, first.address, first.family)
    })
  }
}
