import { describe, expect, it } from 'vitest'
import { type AskDraft, askOf, emptyDraft } from './ask-draft.ts'

const draft = (fields: Partial<AskDraft>): AskDraft => ({ ...emptyDraft, picks: { a: { portion: '' } }, reasonCode: 'breach', ...fields })

describe('what is asked', () => {
  it('is all of what was picked unless a part is typed, ended today unless another day is', () => {
    expect(askOf(draft({ picks: { a: { portion: '' }, b: { portion: '￥350' } }, rescindedOn: '2026-11-20' }), 's')).toEqual({
      storeId: 's',
      grants: [
        { grantId: 'a', portionFen: null },
        { grantId: 'b', portionFen: 35_000 },
      ],
      reasonCode: 'breach',
      rescindedOn: '2026-11-20',
      serviceStoppedOn: null,
      hadSameService: false,
      gifts: [],
    })
  })

  it('waits for a reason, for something picked, and for amounts that can be read', () => {
    expect(askOf(draft({ reasonCode: undefined }), 's')).toBeNull()
    expect(askOf(draft({ picks: {} }), 's')).toBeNull()
    expect(askOf(draft({ picks: { a: { portion: '12x' } } }), 's')).toBeNull()
    expect(askOf(draft({ picks: { a: { portion: '0' } } }), 's')).toBeNull()
  })

  it('lists gifts, and takes a deduction only with its reason and within the value', () => {
    const gift = { key: 1, name: '吹风机', value: '299', deduct: '', reason: '' }
    expect(askOf(draft({ gifts: [gift] }), 's')?.gifts).toEqual([{ name: '吹风机', valueFen: 29_900, deductFen: 0, reason: '' }])
    expect(askOf(draft({ gifts: [{ ...gift, deduct: '100' }] }), 's')).toBeNull()
    expect(askOf(draft({ gifts: [{ ...gift, deduct: '300', reason: '已用' }] }), 's')).toBeNull()
    expect(askOf(draft({ gifts: [{ ...gift, name: ' ' }] }), 's')).toBeNull()
  })

  it('says only of the cooling-off right that the service was known before', () => {
    expect(askOf(draft({ hadSameService: true }), 's')?.hadSameService).toBe(false)
    expect(askOf(draft({ hadSameService: true, reasonCode: 'cooling_off' }), 's')?.hadSameService).toBe(true)
  })
})
