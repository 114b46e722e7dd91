/** Shapes of second factors, passkeys and shared tills. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

const brand = z.string().max(31).optional()
const currentPassword = z.string().min(1).max(200)
const name = z.string().trim().min(1)
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/)

export const factorSignInSchema = z
  .object({ pendingToken: z.string().max(200), code: z.string().trim().min(6).max(20) })
  .meta({ id: 'FactorSignIn' })

export const passwordProofSchema = z.object({ currentPassword }).meta({ id: 'PasswordProof' })
export const totpSecretSchema = z.object({ secret: z.string(), uri: z.string() }).meta({ id: 'TotpSecret' })
export const totpCodeSchema = z.object({ code: z.string().regex(/^\d{6}$/) }).meta({ id: 'TotpCode' })
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })

export const passkeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    isSynced: z.boolean(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' })
export const passkeyParams = z.object({ passkeyId: z.uuid() })
export const passkeyNameSchema = z.object({ name: name.max(60) }).meta({ id: 'PasskeyName' })

export const factorsSchema = z
  .object({ hasTotp: z.boolean(), isRequired: z.boolean(), recoveryCodesLeft: z.int(), passkeys: z.array(passkeySchema) })
  .meta({ id: 'Factors' })

export const brandChoiceSchema = z.object({ brand }).meta({ id: 'BrandChoice' })
/** `options` are handed to the browser as they are (WebAuthn). */
export const passkeyQuestionSchema = z.object({ challengeId: z.uuid(), options: z.looseObject({}) }).meta({ id: 'PasskeyQuestion' })

const credential = {
  id: base64url.max(1_400),
  rawId: base64url.max(1_400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
}
const attested = z.object({
  ...credential,
  authenticatorAttachment: z.string().optional(),
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})
const asserted = z.object({
  ...credential,
  authenticatorAttachment: z.string().optional(),
  response: z.looseObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().max(200).optional(),
  }),
})

export const newPasskeySchema = z
  .object({ challengeId: z.uuid(), name: name.max(60), response: attested.transform((r) => r as unknown as RegistrationResponseJSON) })
  .meta({ id: 'NewPasskey' })
export const passkeySignInSchema = z
  .object({ brand, challengeId: z.uuid(), response: asserted.transform((r) => r as unknown as AuthenticationResponseJSON) })
  .meta({ id: 'PasskeySignIn' })

const till = { id: z.uuid(), name: z.string(), storeId: z.uuid(), storeName: z.string() }
const sharedTillSchema = z
  .object({
    ...till,
    brand: z.string(),
    idleLockMinutes: z.int(),
    people: z.array(
      z
        .object({ staffId: z.uuid(), code: z.string(), name: z.string(), position: z.string(), hasPin: z.boolean() })
        .meta({ id: 'TillPerson' }),
    ),
  })
  .meta({ id: 'SharedTill' })
export const thisTillSchema = z.object({ till: sharedTillSchema.nullable() }).meta({ id: 'ThisTill' })
export const pinSwitchSchema = z.object({ staffId: z.uuid(), pin: z.string().regex(/^\d{6}$/) }).meta({ id: 'PinSwitch' })
export const sharedDevicesSchema = z
  .object({
    items: z.array(
      z
        .object({ ...till, createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime().nullable(), staffName: z.string().nullable() })
        .meta({ id: 'SharedDevice' }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'SharedDevices' })
export const shareDeviceSchema = z.object({ storeId: z.uuid(), name: name.max(40) }).meta({ id: 'NewSharedDevice' })
export const sharedSchema = z.object({ id: z.uuid(), token: z.string() }).meta({ id: 'DeviceShared' })
export const deviceParams = z.object({ deviceId: z.uuid() })
