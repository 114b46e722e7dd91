/** A shop made over the HTTP API, as another program would: founded, staffed, with members who own something. */
import { randomUUID } from 'node:crypto'
import { answer, type Cart, type Client, createClient } from '@yunbin/api-client'
import { uuidv7 } from '../src/lib/ids.ts'

export interface Account {
  signInName: string
  password: string
  pin: string
}
type Role = 'owner' | 'manager' | 'cashier' | 'stylist'

export const OWNER = { name: '林云', signInName: 'boss', password: 'a-quiet-shop-1', pin: '739164' }

/** Signs in over the API. @returns a client that acts as that person */
export async function apiAs(
  url: string,
  { signInName, password }: Pick<Account, 'signInName' | 'password'>,
  brand?: string,
): Promise<Client> {
  const body = { signInName, password, ...(brand ? { brand } : {}) }
  const { token } = await answer(createClient({ baseUrl: url }).POST('/api/session', { body }))
  return createClient({
    baseUrl: url,
    fetch: (request) => {
      request.headers.set('authorization', `Bearer ${token}`)
      return fetch(request)
    },
  })
}

export class Shop {
  readonly api: Client
  readonly storeId: string
  constructor(api: Client, storeId: string) {
    this.api = api
    this.storeId = storeId
  }

  /** Somebody who can sign in, with a PIN. */
  async hire(name: string, role: Role, signInName: string): Promise<Account> {
    const position = role === 'cashier' || role === 'manager' || role === 'owner' ? role : 'stylist'
    const { id, version } = await answer(this.api.POST('/api/staff', { body: { name, position, homeStoreId: this.storeId } }))
    const account: Account = { signInName, password: `${signInName}-secret-1`, pin: '583619' }
    await answer(
      this.api.PUT('/api/staff/{staffId}/account', {
        params: { path: { staffId: id } },
        headers: { 'If-Match': `"${version}"` },
        body: { ...account, roles: [{ role, storeId: this.storeId }] },
      }),
    )
    return account
  }

  async enrol(name: string, phone: string): Promise<string> {
    const { id } = await answer(this.api.POST('/api/members', { body: { name, phone, sex: 'female', homeStoreId: this.storeId } }))
    return id
  }

  /** Accepts the terms and pays the tier of that many yuan in cash. */
  async topUp(memberId: string, yuan: number): Promise<void> {
    const terms = await answer(this.api.GET('/api/terms/current'))
    await answer(
      this.api.POST('/api/members/{memberId}/terms-acceptances', {
        params: { path: { memberId } },
        body: { termsId: terms.id, method: 'paper', storeId: this.storeId },
      }),
    )
    const { tiers } = await this.catalog()
    const tier = tiers.find((t) => t.amountFen === yuan * 100)
    if (!tier) throw new Error(`no tier of ${yuan} yuan`)
    await this.sell(memberId, [{ key: 'l1', kind: 'top_up', itemId: tier.itemId }], yuan * 100)
  }

  /** Sells for cash, as the owner. */
  async sell(memberId: string | null, lines: Cart['lines'], receivedFen: number): Promise<string> {
    const ticketId = uuidv7()
    const cart: Cart = { storeId: this.storeId, memberId, lines, tenders: [{ kind: 'cash', receivedFen }] }
    const quote = await answer(this.api.POST('/api/quotes', { body: cart }))
    await answer(
      this.api.POST('/api/tickets/{ticketId}/completion', {
        params: { path: { ticketId } },
        headers: { 'Idempotency-Key': randomUUID() },
        body: { cart, quoteHash: quote.quoteHash },
      }),
    )
    return ticketId
  }

  catalog() {
    return answer(this.api.GET('/api/catalog', { params: { query: { storeId: this.storeId } } }))
  }

  async item(name: string) {
    const found = (await this.catalog()).items.find((item) => item.name === name)
    if (!found) throw new Error(`the shop sells no ${name}`)
    return found
  }

  /** Completed bills of the store. */
  async sold() {
    const query = { storeId: this.storeId, state: 'completed' as const }
    return (await answer(this.api.GET('/api/tickets', { params: { query } }))).items
  }
}

/** The shop that is there already, seen by its owner. */
export async function shopOf(url: string, brand?: string): Promise<Shop> {
  const api = await apiAs(url, OWNER, brand)
  const { stores } = await answer(api.GET('/api/session'))
  return new Shop(api, stores[0]?.id ?? '')
}

/** Founds a hair salon on an empty installation. */
export async function foundShop(url: string): Promise<Shop> {
  const body = { brand: { name: '云鬓美发' }, trade: 'hair' as const, store: { name: '静安店' }, owner: OWNER }
  await answer(createClient({ baseUrl: url }).POST('/api/setup', { body }))
  return shopOf(url)
}
