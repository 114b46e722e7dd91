import { problem } from '../../platform/errors.ts'

export const CodeTaken = problem('code_taken', 409, 'Another item has this code')
export const BarcodeTaken = problem('barcode_taken', 409, 'Another product has this barcode')
export const TierTaken = problem('tier_taken', 409, 'There is a top-up of this amount already')
export const TierUnknown = problem('tier_unknown', 422, 'There is no such top-up tier')
export const CategoryTaken = problem('category_taken', 409, 'There is a category of this name already')
export const CategoryUnfit = problem('category_unfit', 422, 'There is no such category for this kind of item')
export const PassUnfit = problem('pass_unfit', 422, 'What the pass contains does not fit together')
export const PriceUnfit = problem('price_unfit', 422, 'A price names an item or a store that takes none')
