import type { WriteCtx } from '../../platform/ctx.ts'
import { defaultTerms } from './default-terms.ts'
import { publishTerms } from './publish-terms.ts'
import { currentTerms } from './queries.ts'
import type { Terms } from './schemas.ts'

/** Publishes the ready terms in the brand's name, unless the brand has terms already. */
export async function seedTerms(ctx: WriteCtx): Promise<Terms> {
  const known = await currentTerms(ctx)
  if (known) return known
  return publishTerms(ctx, defaultTerms(ctx.brand.name))
}
