/** One thread of the generator: makes a run of members with the functions enrolment uses and streams them into the tables by COPY. */
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { workerData } from 'node:worker_threads'
import pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { Chance } from '../apps/server/src/demo/random.ts'
import { sealNewPerson, tokensOf } from '../apps/server/src/modules/members/person.ts'
import type { Brand } from '../apps/server/src/platform/ctx.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { runtimeOver } from './checkout-shop.ts'
import { invent } from './member-search-people.ts'

/** What a thread is told to make: members numbered `from` to `to`, both included. */
export interface Share {
  url: string
  slug: string
  from: number
  to: number
  storeIds: string[]
  levelIds: string[]
  tagIds: string[]
}

const BATCH = 500

/** Lines of the text form of COPY, one for each row. */
interface Lines {
  member: string[]
  token: string[]
  tag: string[]
}

const bytes = (value: Buffer | null) => (value === null ? '\\N' : `\\\\x${value.toString('hex')}`)

function addMember(lines: Lines, brand: Brand, chance: Chance, memberNo: number, share: Share, createdAt: string): void {
  const person = invent(chance)
  const id = newId()
  const number = `M${String(memberNo).padStart(6, '0')}`
  const levelId = share.levelIds[person.level] as string
  const tagIds = person.tags.map((tag) => share.tagIds[tag] as string)
  const sealed = sealNewPerson(brand, id, { ...person, preferences: '', notes: '' })
  const secrets = [sealed.person_key, sealed.contact_enc, sealed.birthday_enc, sealed.allergies_enc].map(bytes)
  lines.member.push([id, memberNo, number, levelId, chance.pick(share.storeIds), person.sex, createdAt, ...secrets].join('\t'))
  const tokens = tokensOf(brand, { name: person.name, phone: person.phone, number, cardNumbers: [], levelId, tagIds })
  for (const token of tokens) lines.token.push(`${token}\t${memberNo}`)
  for (const tagId of tagIds) lines.tag.push(`${tagId}\t${id}`)
}

async function openCopy(url: string, target: string): Promise<{ client: pg.Client; stream: CopyStreamQuery }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return { client, stream: client.query(copyFrom(`copy ${target} from stdin`)) }
}

async function make(share: Share): Promise<void> {
  const runtime = runtimeOver(share.url)
  const brand = await runtime.brands.bySlug(share.slug)
  if (!brand) throw new Error('the brand is missing')
  const columns = 'id, member_no, number, level_id, home_store_id, sex, created_at, person_key, contact_enc, birthday_enc, allergies_enc'
  const copies = {
    member: await openCopy(share.url, `${brand.schema}.member (${columns})`),
    token: await openCopy(share.url, `${brand.schema}.member_token (token, member_no)`),
    tag: await openCopy(share.url, `${brand.schema}.member_tag (tag_id, member_id)`),
  }
  const chance = new Chance(share.from)
  const createdAt = runtime.clock.now().toString()
  for (let first = share.from; first <= share.to; first += BATCH) {
    const lines: Lines = { member: [], token: [], tag: [] }
    const last = Math.min(share.to, first + BATCH - 1)
    for (let memberNo = first; memberNo <= last; memberNo += 1) addMember(lines, brand, chance, memberNo, share, createdAt)
    for (const kind of ['member', 'token', 'tag'] as const) {
      const { stream } = copies[kind]
      if (lines[kind].length > 0 && !stream.write(`${lines[kind].join('\n')}\n`)) await once(stream, 'drain')
    }
  }
  for (const { client, stream } of Object.values(copies)) {
    stream.end()
    await finished(stream)
    await client.end()
  }
  await runtime.pool.end()
}

await make(workerData as Share)
