/** Argon2id for passwords and PINs. Slow on purpose: always outside a transaction. */
import { hash, verify } from '@node-rs/argon2'

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash nobody has the secret of, at the same cost: an unknown name takes as long as a known one. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$Fw1Gl0Isi8XSwxVEt+CHkw$M6fvA1SUYfRU7RJ1LUL+hd9K4d7mbL/ZCvFl42+2cxs'

export function hashSecret(secret: string): Promise<string> {
  return hash(secret, COST)
}

/** Compares with a stored hash; without one it takes as long and answers false. */
export async function isSecret(stored: string | null | undefined, secret: string): Promise<boolean> {
  const isRight = await verify(stored ?? NOBODY, secret)
  return isRight && stored !== null && stored !== undefined
}
