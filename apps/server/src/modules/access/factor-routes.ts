import type { FastifyInstance } from 'fastify'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import {
  AccountLocked,
  ChallengeOver,
  FactorNeeded,
  FactorWrong,
  PasskeyKnown,
  PasskeyRefused,
  PasskeyUnavailable,
  PasswordWrong,
  TotpNotBegun,
  TotpOff,
  TotpOn,
} from './errors.ts'
import { findFactors } from './factor-store.ts'
import { beginTotp, confirmTotp, personOf, removeTotp, renewRecoveryCodes } from './factors.ts'
import { findPasskeys } from './passkey-store.ts'
import { addPasskey, askForNewPasskey, checkNewPasskey, removePasskey, renamePasskey } from './passkeys.ts'
import {
  endedSchema,
  factorsSchema,
  newPasskeySchema,
  passkeyNameSchema,
  passkeyParams,
  passkeyQuestionSchema,
  passkeySchema,
  passwordProofSchema,
  recoveryCodesSchema,
  totpCodeSchema,
  totpSecretSchema,
} from './schemas.ts'
import { verifyOwnPassword } from './sign-in.ts'

const tag = 'Second factor'

export function factorRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/session/factors',
    operationId: 'readFactors',
    tag,
    summary: "One's own second factors",
    ability: 'signed-in',
    response: factorsSchema,
    handle: async (ctx) => {
      const staffId = personOf(ctx)
      const state = await findFactors(ctx.db, staffId)
      const passkeys = await findPasskeys(ctx.db, staffId)
      return {
        hasTotp: state.hasTotp,
        isRequired: state.isRequired,
        recoveryCodesLeft: state.recoveryCodesLeft,
        passkeys: passkeys.map(({ id, name, isSynced, createdAt, lastUsedAt }) => ({
          id,
          name,
          isSynced,
          createdAt: createdAt.toString(),
          lastUsedAt: lastUsedAt?.toString() ?? null,
        })),
      }
    },
  })
  totpRoutes(app, runtime)
  passkeyRoutes(app, runtime)
}

/** Whoever sets up or takes down a factor types the password once more: an open screen is not enough. */
const proofOf =
  (runtime: Runtime) =>
  (ctx: ReadCtx, { body }: { body: { currentPassword: string } }) =>
    verifyOwnPassword(runtime, { brand: ctx.brand, staffId: personOf(ctx) }, body.currentPassword)

function totpRoutes(app: FastifyInstance, runtime: Runtime): void {
  const prove = proofOf(runtime)
  const common = { tag, ability: 'signed-in', isUnkept: true } as const
  write(app, runtime, {
    ...common,
    method: 'POST',
    url: '/session/totp',
    operationId: 'beginTotp',
    summary: 'A new secret for an app that shows one-time codes; off until one of its codes is typed',
    body: passwordProofSchema,
    response: totpSecretSchema,
    status: 201,
    errors: [PasswordWrong, AccountLocked, TotpOn],
    prepare: prove,
    handle: (ctx) => beginTotp(ctx),
  })
  write(app, runtime, {
    ...common,
    method: 'POST',
    url: '/session/totp/confirmation',
    operationId: 'confirmTotp',
    summary: 'Turn one-time codes on with the first of them; answers ten recovery codes, shown this once',
    body: totpCodeSchema,
    response: recoveryCodesSchema,
    errors: [TotpNotBegun, TotpOn, FactorWrong],
    handle: (ctx, { body }) => confirmTotp(ctx, body.code),
  })
  write(app, runtime, {
    ...common,
    method: 'POST',
    url: '/session/totp/removal',
    operationId: 'removeTotp',
    summary: 'Turn one-time codes off',
    body: passwordProofSchema,
    response: endedSchema,
    errors: [PasswordWrong, AccountLocked, TotpOff, FactorNeeded],
    prepare: prove,
    handle: async (ctx) => {
      await removeTotp(ctx)
      return { id: personOf(ctx) }
    },
  })
  write(app, runtime, {
    ...common,
    method: 'POST',
    url: '/session/recovery-codes',
    operationId: 'renewRecoveryCodes',
    summary: 'Ten new recovery codes, shown this once; the earlier ones are void',
    body: passwordProofSchema,
    response: recoveryCodesSchema,
    status: 201,
    errors: [PasswordWrong, AccountLocked, TotpOff],
    prepare: prove,
    handle: (ctx) => renewRecoveryCodes(ctx),
  })
}

function passkeyRoutes(app: FastifyInstance, runtime: Runtime): void {
  const common = { tag, ability: 'signed-in' } as const
  write(app, runtime, {
    ...common,
    method: 'POST',
    url: '/session/passkey-questions',
    operationId: 'askForNewPasskey',
    summary: 'What to ask a device for, so that it makes a passkey',
    body: passwordProofSchema,
    response: passkeyQuestionSchema,
    status: 201,
    errors: [PasswordWrong, AccountLocked, PasskeyUnavailable],
    isUnkept: true,
    prepare: async (ctx, input) => {
      await proofOf(runtime)(ctx, input)
      return askForNewPasskey(ctx, input.origin)
    },
    handle: async (ctx, _input, question) => {
      ctx.audit({ action: 'passkey.ask', subjectKind: 'Staff', subjectId: personOf(ctx) })
      return question
    },
  })
  write(app, runtime, {
    ...common,
    method: 'POST',
    url: '/session/passkeys',
    operationId: 'addPasskey',
    summary: 'Keep the passkey a device made',
    body: newPasskeySchema,
    response: passkeySchema,
    status: 201,
    errors: [ChallengeOver, PasskeyRefused, PasskeyKnown],
    prepare: (ctx, { body }) => checkNewPasskey(ctx, body.challengeId, body.response),
    handle: (ctx, { body }, passkey) => addPasskey(ctx, passkey, body.name),
  })
  write(app, runtime, {
    ...common,
    method: 'PATCH',
    url: '/session/passkeys/:passkeyId',
    operationId: 'renamePasskey',
    summary: "Name one of one's passkeys",
    params: passkeyParams,
    body: passkeyNameSchema,
    response: endedSchema,
    errors: [NotFound],
    handle: async (ctx, { params, body }) => {
      await renamePasskey(ctx, params.passkeyId, body.name)
      return { id: params.passkeyId }
    },
  })
  write(app, runtime, {
    ...common,
    method: 'DELETE',
    url: '/session/passkeys/:passkeyId',
    operationId: 'removePasskey',
    summary: "Remove one of one's passkeys",
    params: passkeyParams,
    response: endedSchema,
    errors: [NotFound, FactorNeeded],
    handle: async (ctx, { params }) => {
      await removePasskey(ctx, params.passkeyId)
      return { id: params.passkeyId }
    },
  })
}
