/**
 * The linter of terms: clauses that art. 9 of 法释〔2025〕4号 makes void in prepaid contracts (no refund, no transfer, no replacement of a
 * lost card, one-sided changes, exclusion of liability, burdensome disputes), with those that art. 24 does not allow (balances that lapse).
 */
export type VoidReason =
  | 'no_refund'
  | 'no_transfer'
  | 'no_replacement'
  | 'one_sided_change'
  | 'no_liability'
  | 'burdensome_dispute'
  | 'forfeiture'

const VOID_CLAUSES: readonly (readonly [VoidReason, RegExp])[] = [
  [
    'no_refund',
    /概不退[款换还费卡]|(?:一律|均|恕|概)不(?:予|可)?退|(?:不予|不支持|不可|不得|不能|不办理|拒绝)退[款费卡]|售出不退|余额不退|不退余额/g,
  ],
  ['no_transfer', /(?:不得|不可|不能|禁止|不允许|不支持|概不)(?:转让|过户|转赠)|不予过户/g],
  ['no_replacement', /(?:遗失|丢失|损坏)(?:后)?(?:概|恕|一律)?不(?:予|可|能)?(?:补|挂失|负责)|不予补办|不予挂失/g],
  ['one_sided_change', /最终解释权?|解释权归/g],
  [
    'one_sided_change',
    /(?:本店|商家|门店|商户|本公司|我司|经营者|甲方)(?:保留|享有|有权|有权利|可)(?:随时|自行|单方|单方面|根据需要){0,2}(?:调整|变更|修改|更改|取消|终止)/g,
  ],
  ['one_sided_change', /保留(?:随时|自行|单方|单方面)?(?:调整|变更|修改|更改|取消|终止)[^。；]{0,12}权利?/g],
  ['no_liability', /概不负责|不承担(?:任何|一切|全部)?(?:法律|赔偿)?责任|(?:后果|责任|风险)自负/g],
  ['burdensome_dispute', /放弃(?:投诉|起诉|诉讼|仲裁|追究)|不得(?:投诉|起诉|差评)/g],
  ['forfeiture', /(?:过期|逾期|到期|期满)(?:后)?(?:自动|视为|余额)?(?:作废|清零|失效|归零|没收)/g],
]

/** Traditional characters of the phrases above, so that both scripts are read. */
const TRADITIONAL = new Map(
  [...'換遺補壞掛負責終釋權轉讓過戶贈禁單調變更據經營門總擔賠償後險棄訴訟仲評動視為餘額歸沒將辦費還隨時'].map((c, i) => [
    c,
    [...'换遗补坏挂负责终释权转让过户赠禁单调变更据经营门总担赔偿后险弃诉讼仲评动视为余额归没将办费还随时'][i] ?? c,
  ]),
)

export interface VoidClause {
  reason: VoidReason
  phrase: string
}

/** Every void clause of a text, in its order; spaces, width and script do not hide one. */
export function voidClauses(text: string): VoidClause[] {
  const plain = [...text.normalize('NFKC').replaceAll(/\s/g, '')].map((c) => TRADITIONAL.get(c) ?? c).join('')
  const found = VOID_CLAUSES.flatMap(([reason, pattern]) =>
    [...plain.matchAll(pattern)].map((match) => ({ reason, phrase: match[0], index: match.index })),
  )
  found.sort((a, b) => a.index - b.index)
  return found.map(({ reason, phrase }) => ({ reason, phrase }))
}

/** What a kept signature belongs to, in the room of attachments. */
export const SIGNATURE_OWNER = 'TermsAcceptance'
