import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Forbidden, NotFound } from '../../platform/errors.ts'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import { download } from '../../platform/route-download.ts'
import { type Runtime, write as writeOnItsOwn } from '../../platform/runtime.ts'
import { ATTACHMENT_MAX_BYTES, AttachmentTooLarge, AttachmentUnreadable } from '../attachments/index.ts'
import { ConsentMissing } from '../consents/index.ts'
import { MemberMerged, RevealBurst } from './errors.ts'
import { addNote } from './notes.ts'
import { preparePhoto, putPhoto, readPhoto, removePhoto } from './photo.ts'
import { listReminders } from './reminders.ts'
import { countReveal, noteBurst, REVEALS_PER_WINDOW, refuseBurst, revealPhone } from './reveal-phone.ts'
import { memberRow, uuid } from './schemas.ts'

const tag = 'Members'
const params = z.object({ memberId: uuid })

const reminder = z
  .object({
    kind: z.enum(['birthday', 'anniversary']),
    on: z.string(),
    /** How old they turn, or how long they have been a member; null when the year of birth is not known. */
    years: z.number().int().nullable(),
    calendar: z.enum(['solar', 'lunar']),
    member: memberRow,
  })
  .meta({ id: 'Reminder' })

export function personRoutes(app: FastifyInstance, runtime: Runtime): void {
  photoRoutes(app, runtime)
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/phone-reveals',
    operationId: 'revealMemberPhone',
    tag,
    summary: 'A member’s phone in full, once; who saw it is written down, and many in a row are refused',
    ability: ['reveal', 'Member'],
    params,
    response: z.object({ phone: z.string().nullable() }),
    errors: [NotFound, Forbidden, RevealBurst],
    isUnkept: true,
    prepare: async (ctx) => {
      if (ctx.actor.id === null) return
      const count = await countReveal(ctx.db, ctx.actor.id, ctx.now)
      if (count === REVEALS_PER_WINDOW + 1) await writeOnItsOwn(runtime, ctx.brand, ctx.actor, noteBurst)
      refuseBurst(count)
    },
    handle: (ctx, { params: { memberId } }) => revealPhone(ctx, memberId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/notes',
    operationId: 'addMemberNote',
    tag,
    summary: 'Write something down about a member',
    ability: ['care', 'Member'],
    params,
    body: z.object({ body: z.string().trim().min(1).max(1000) }),
    response: z.object({ id: uuid }),
    status: 201,
    errors: [NotFound],
    handle: (ctx, { params: { memberId }, body }) => addNote(ctx, memberId, body.body),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/member-reminders',
    operationId: 'listMemberReminders',
    tag,
    summary: 'Birthdays (lunar ones too) and anniversaries of the coming days, the nearest first',
    ability: ['read', 'Member'],
    query: z.object({
      ...pageQuery,
      kind: z.enum(['birthday', 'anniversary']).default('birthday'),
      days: z.coerce.number().int().min(0).max(60).default(14),
      adviserId: uuid.optional(),
    }),
    response: pageOf(reminder),
    handle: (ctx, { query }) => listReminders(ctx, query),
  })
}

function photoRoutes(app: FastifyInstance, runtime: Runtime): void {
  download(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/photo',
    operationId: 'getMemberPhoto',
    tag,
    summary: 'The photo of a member, or its small square',
    ability: ['read', 'Member'],
    params,
    query: z.object({
      size: z.enum(['full', 'thumb']).default('thumb'),
      /** Which photo is meant, for caches of pages; not looked at. */
      v: uuid.optional(),
    }),
    errors: [NotFound],
    handle: (ctx, { params: { memberId }, query }) => readPhoto(ctx, memberId, query.size),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/members/:memberId/photo',
    operationId: 'putMemberPhoto',
    tag,
    summary: 'Put a photo in place of the one before; the member has consented',
    ability: ['update', 'Member'],
    params,
    response: z.object({ photoId: uuid }),
    errors: [NotFound, MemberMerged, ConsentMissing, AttachmentTooLarge, AttachmentUnreadable],
    fileBytes: ATTACHMENT_MAX_BYTES,
    prepare: (_ctx, { file }) => preparePhoto(file),
    handle: (ctx, { params: { memberId } }, photo) => putPhoto(ctx, memberId, photo),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/members/:memberId/photo',
    operationId: 'removeMemberPhoto',
    tag,
    summary: 'Remove the photo of a member',
    ability: ['update', 'Member'],
    params,
    response: z.object({}),
    errors: [NotFound, MemberMerged],
    handle: (ctx, { params: { memberId } }) => removePhoto(ctx, memberId),
  })
}
