import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { SelectField, TextField } from '../../components/inputs.tsx'
import { MemberSelect } from '../../components/member-select.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { walletQuery } from '../members/queries.ts'
import { grouped } from './card-item.tsx'
import styles from './cards.module.css'
import { PIN_LENGTH } from './pin-entry.tsx'
import { type Draft, draftOf, partsOf } from './transfer-draft.ts'
import { TransferFigures, TransferLots } from './transfer-figures.tsx'

interface TransferFormProps {
  memberId: string
  storeId: string
  cards: readonly Schema<'Card'>[]
  onClose: () => void
}

/** What a member owns goes to another one: chosen, shown before → after, then recorded with a numbered notice. */
export function TransferForm({ memberId, storeId, cards, onClose }: TransferFormProps) {
  const { t } = useTranslation(['cards', 'common'])
  const wallet = useQuery(walletQuery(memberId, false))
  const lots = (wallet.data?.lots ?? []).filter((lot) => lot.remaining > 0 && lot.obstacle !== 'expired')
  const [draft, setDraft] = useState<Draft>(draftOf)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const parts = partsOf(draft, lots)
  const { quote, current } = useTransferQuote({ storeId, fromMemberId: memberId, toMemberId: draft.toId, parts })
  const { mutation, send } = useTransfer(memberId, storeId, onClose)
  const errors = useFieldErrors(mutation.error, { member_pin_wrong: 'pin', transfer_to_self: 'toId' })
  const submit = () => {
    const isWell = errors.check({
      toId: !draft.toId && t('transfer.toMissing'),
      parts: parts === null && t('transfer.partsMissing'),
      reason: draft.reason.trim() === '' && t('common:required'),
      pin: current?.needsPin && draft.pin.length !== PIN_LENGTH && t('pin.sixDigits'),
      toPin: draft.toPin !== '' && draft.toPin.length !== PIN_LENGTH && t('pin.sixDigits'),
    })
    if (isWell && current && parts && draft.toId) send({ draft, quote: current, parts, toId: draft.toId })
  }
  return (
    <SideForm
      title={t('transfer.open')}
      width={560}
      form={errors.form}
      error={errors.rest}
      isDirty={draft.toId !== undefined || draft.reason !== ''}
      isSaving={mutation.isPending}
      saveText={t('transfer.do')}
      onSave={submit}
      onClose={onClose}
    >
      <p className={styles.soft}>{t('transfer.about')}</p>
      <Field label={t('transfer.toLabel')} error={errors.of('toId')}>
        {() => <MemberSelect label={t('transfer.toLabel')} value={draft.toId} onChange={(toId) => change({ toId })} />}
      </Field>
      <Segmented
        block
        aria-label={t('transfer.what')}
        value={draft.what}
        onChange={(what) => change({ what })}
        options={(['all', 'parts'] as const).map((value) => ({ value, label: t(`transfer.${value}`) }))}
      />
      {draft.what === 'parts' && (
        <TransferLots lots={lots} amounts={draft.amounts} error={errors.of('parts')} onChange={(amounts) => change({ amounts })} />
      )}
      <QueryProblem query={quote} />
      {current && <TransferFigures quote={current} />}
      <Extras draft={draft} change={change} cards={cards} quote={current} errorOf={errors.of} />
    </SideForm>
  )
}

function Extras({
  draft,
  change,
  cards,
  quote,
  errorOf,
}: {
  draft: Draft
  change: (part: Partial<Draft>) => void
  cards: readonly Schema<'Card'>[]
  quote: Schema<'TransferQuote'> | undefined
  errorOf: (path: string) => string | undefined
}) {
  const { t } = useTranslation('cards')
  const active = cards.filter((card) => card.state === 'active')
  const pin = (name: 'pin' | 'toPin', label: string, note: string) => (
    <TextField
      label={label}
      note={note}
      type="password"
      inputMode="numeric"
      maxLength={PIN_LENGTH}
      value={draft[name]}
      error={errorOf(name)}
      onChange={(text) => change({ [name]: text.replaceAll(/\D/g, '') })}
    />
  )
  return (
    <>
      {draft.what === 'all' && active.length > 0 && (
        <SelectField
          label={t('transfer.card')}
          note={t('transfer.cardNote')}
          value={draft.cardId}
          allowClear
          onClear={() => change({ cardId: undefined })}
          placeholder={t('transfer.noCard')}
          onChange={(cardId) => change({ cardId })}
          options={active.map((card) => ({ value: card.id, label: grouped(card.number) }))}
        />
      )}
      <TextField
        label={t('reason')}
        note={t('transfer.reasonNote')}
        maxLength={200}
        value={draft.reason}
        error={errorOf('reason')}
        onChange={(reason) => change({ reason })}
      />
      {quote?.needsPin && pin('pin', t('transfer.pin'), t('pin.byMember'))}
      {quote && !quote.toHasPin && pin('toPin', t('transfer.toPin'), t('transfer.toPinNote'))}
    </>
  )
}

type Parts = NonNullable<ReturnType<typeof partsOf>>
interface Asked {
  storeId: string
  fromMemberId: string
  toMemberId: string | undefined
  parts: Parts | null
}

/** The figures of exactly what is chosen; while it changes there are none to agree to. */
function useTransferQuote(asked: Asked) {
  const text = JSON.stringify(asked)
  const settled = useDebounced(text, 250)
  const isWhole = asked.toMemberId !== undefined && asked.parts !== null
  const quote = useQuery({
    queryKey: ['transfer-quote', settled],
    queryFn: ({ signal }) => {
      const body = JSON.parse(settled) as { storeId: string; fromMemberId: string; toMemberId: string; parts: Parts }
      return answer(api.POST('/api/transfer-quotes', { body, signal }))
    },
    enabled: isWhole && settled === text,
    staleTime: 0,
    retry: false,
  })
  return { quote, current: isWhole && settled === text ? quote.data : undefined }
}

interface Sent {
  draft: Draft
  quote: Schema<'TransferQuote'>
  parts: Parts
  toId: string
}

/** The giver's PIN is proved first, then the transfer is recorded once, however often the button is hit. */
function useTransfer(memberId: string, storeId: string, onDone: () => void) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { mutation, submit } = useSendOnce(
    async ({ draft, quote, parts, toId }: Sent, key) => {
      const proof = quote.needsPin ? await prove(memberId, storeId, quote.valueFen, draft.pin) : null
      return answer(
        api.POST('/api/transfers', {
          headers: { 'Idempotency-Key': key },
          body: {
            storeId,
            fromMemberId: memberId,
            toMemberId: toId,
            parts,
            cardId: draft.what === 'all' ? (draft.cardId ?? null) : null,
            reason: draft.reason.trim(),
            toPin: draft.toPin || null,
            pinProofId: proof,
            expectedValueFen: quote.valueFen,
          },
        }),
      )
    },
    ({ id }) => {
      for (const key of ['wallet', 'statement', 'cards', 'transfers', 'members', 'member-search'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      onDone()
      void navigate({ to: '/transfers/$transferId', params: { transferId: id } })
    },
  )
  return { mutation, send: submit }
}

async function prove(memberId: string, storeId: string, limitFen: number, pin: string): Promise<string> {
  const body = { storeId, limitFen, secret: { kind: 'pin' as const, pin } }
  return (await answer(api.POST('/api/members/{memberId}/pin-proofs', { params: { path: { memberId } }, body }))).id
}
