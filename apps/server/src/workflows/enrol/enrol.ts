import { enrolMember, type MemberRef, type NewMemberInput } from '../../modules/members/index.ts'
import { openWallet } from '../../modules/wallet/index.ts'
import type { WriteCtx } from '../../platform/ctx.ts'

/** Enrols a member and opens their wallet. @throws what `enrolMember` throws */
export async function enrol(ctx: WriteCtx, input: NewMemberInput): Promise<MemberRef> {
  const { id, number, version } = await enrolMember(ctx, input)
  await openWallet(ctx, id)
  return { id, number, version }
}
