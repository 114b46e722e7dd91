import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Forbidden, NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { FieldsInvalid } from '../fields/index.ts'
import { createTag } from './create-tag.ts'
import {
  AdviserUnfit,
  BirthdayInvalid,
  LevelNameTaken,
  LevelUnfit,
  MemberMerged,
  PhoneInvalid,
  StoreUnfit,
  TagTaken,
  TagUnfit,
} from './errors.ts'
import { memberSheetRoutes } from './export-members.ts'
import { personRoutes } from './person-routes.ts'
import { listLevels, listTags, memberDetail, memberDuplicates } from './queries.ts'
import {
  duplicateQuery,
  duplicates,
  level,
  levelChange,
  levelList,
  memberChange,
  memberDetail as memberDetailSchema,
  memberPage,
  memberQuery,
  memberRef,
  memberTags,
  newTag,
  tag,
  tagList,
  uuid,
} from './schemas.ts'
import { searchMembers } from './search.ts'
import { setTags } from './set-tags.ts'
import { tagRuleRoutes } from './tag-rules/routes.ts'
import { updateLevel } from './update-level.ts'
import { updateMember } from './update-member.ts'

const memberParams = z.object({ memberId: uuid })

export function memberRoutes(app: FastifyInstance, runtime: Runtime): void {
  readRoutes(app, runtime)
  write(app, runtime, {
    method: 'PATCH',
    url: '/members/:memberId',
    operationId: 'updateMember',
    tag: 'Members',
    summary: 'Change a member',
    ability: ['update', 'Member'],
    params: memberParams,
    body: memberChange,
    response: memberRef,
    errors: [
      NotFound,
      MemberMerged,
      VersionStale,
      PhoneInvalid,
      BirthdayInvalid,
      StoreUnfit,
      LevelUnfit,
      AdviserUnfit,
      FieldsInvalid,
      Forbidden,
    ],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => updateMember(ctx, params.memberId, ifMatch, body),
  })
  personRoutes(app, runtime)
  memberSheetRoutes(app, runtime)
  tagRoutes(app, runtime)
  tagRuleRoutes(app, runtime)
  levelRoutes(app, runtime)
}

function readRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members',
    operationId: 'searchMembers',
    tag: 'Members',
    summary:
      'Members, newest first or as asked; q is a name or part of it, pinyin, initials, a phone, its last four digits, a number, or a word of a searchable field',
    ability: ['read', 'Member'],
    query: memberQuery,
    response: memberPage,
    handle: (ctx, { query }) => searchMembers(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId',
    operationId: 'getMember',
    tag: 'Members',
    summary: 'One member with all that is kept of them',
    ability: ['read', 'Member'],
    params: memberParams,
    response: memberDetailSchema,
    errors: [NotFound],
    etag: true,
    handle: (ctx, { params }) => memberDetail(ctx, params.memberId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/member-duplicates',
    operationId: 'findMemberDuplicates',
    tag: 'Members',
    summary: 'Members with the same phone or name: a warning at entry',
    ability: ['create', 'Member'],
    query: duplicateQuery,
    response: duplicates,
    handle: (ctx, { query }) => memberDuplicates(ctx, query),
  })
}

function tagRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/tags',
    operationId: 'listTags',
    tag: 'Members',
    summary: 'Tags by name',
    ability: ['read', 'Member'],
    response: tagList,
    handle: (ctx) => listTags(ctx),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tags',
    operationId: 'createTag',
    tag: 'Members',
    summary: 'Add a tag',
    ability: ['update', 'Member'],
    body: newTag,
    response: tag,
    status: 201,
    errors: [TagTaken],
    handle: (ctx, { body }) => createTag(ctx, body),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/members/:memberId/tags',
    operationId: 'setMemberTags',
    tag: 'Members',
    summary: 'Make these the tags of a member',
    ability: ['update', 'Member'],
    params: memberParams,
    body: memberTags,
    response: tagList,
    errors: [NotFound, MemberMerged, TagUnfit],
    handle: (ctx, { params, body }) => setTags(ctx, params.memberId, body.tagIds),
  })
}

function levelRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/levels',
    operationId: 'listLevels',
    tag: 'Members',
    summary: 'Levels with their fixed discounts, lowest first',
    ability: ['read', 'Member'],
    response: levelList,
    handle: (ctx) => listLevels(ctx),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/levels/:levelId',
    operationId: 'updateLevel',
    tag: 'Members',
    summary: 'Change the name or the discounts of a level',
    ability: ['manage', 'Setting'],
    params: z.object({ levelId: uuid }),
    body: levelChange,
    response: level,
    errors: [NotFound, VersionStale, LevelNameTaken],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => updateLevel(ctx, params.levelId, ifMatch, body),
  })
}
