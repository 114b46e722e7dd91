import type { FastifyInstance } from 'fastify'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { RoleBeyond, RoleBuiltIn, RoleHeld, RoleNameTaken } from './errors.ts'
import { createRole, editRole, listRoles, removeRole } from './roles.ts'
import { newRoleSchema, roleChangeSchema, roleParams, roleRemovedSchema, roleSchema, rolesSchema } from './schemas.ts'

const tag = 'Roles'

export function roleRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/roles',
    operationId: 'listRoles',
    tag,
    summary: "Built-in roles, then the brand's own, with what each may do",
    ability: ['read', 'Staff'],
    response: rolesSchema,
    handle: async (ctx) => ({ items: await listRoles(ctx), nextCursor: null }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/roles',
    operationId: 'createRole',
    tag,
    summary: 'Make a role of abilities one holds oneself',
    ability: ['manage', 'Role'],
    body: newRoleSchema,
    response: roleSchema,
    status: 201,
    errors: [RoleBeyond, RoleNameTaken],
    etag: true,
    handle: (ctx, { body }) => createRole(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/roles/:role',
    operationId: 'editRole',
    tag,
    summary: 'Change a role, in force at once; of a built-in one only whether a second factor is asked for',
    ability: ['manage', 'Role'],
    params: roleParams,
    body: roleChangeSchema,
    response: roleSchema,
    errors: [NotFound, VersionStale, RoleBuiltIn, RoleBeyond, RoleNameTaken],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => editRole(ctx, { key: params.role, version: ifMatch, change: body }),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/roles/:role',
    operationId: 'removeRole',
    tag,
    summary: 'Remove a role that nobody holds',
    ability: ['manage', 'Role'],
    params: roleParams,
    response: roleRemovedSchema,
    errors: [NotFound, VersionStale, RoleBuiltIn, RoleHeld],
    ifMatch: true,
    handle: (ctx, { params, ifMatch }) => removeRole(ctx, params.role, ifMatch),
  })
}
