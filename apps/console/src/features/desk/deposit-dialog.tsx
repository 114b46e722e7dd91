import { useQuery } from '@tanstack/react-query'
import type { CartLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField, TextField } from '../../components/inputs.tsx'
import { plainYuan } from '../../lib/money.ts'
import { type FieldErrors, useFieldErrors } from '../../lib/use-field-errors.ts'
import { KindRules } from '../deposits/deposit-words.tsx'
import { useToday } from '../session/session-context.tsx'
import { type DepositDraft, draftOf, lineOf, mostOf, problemsOf } from './deposit-draft.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { memberQuery } from './queries.ts'

const purposes = ['bridal', 'makeup', 'extension', 'perm', 'goods'] as const

/** Money for something that is not sold yet: whose it is, what for, by which rule it is kept; then it is a line of the bill. */
export function DepositDialog({ line }: { line: CartLine | undefined }) {
  const { t } = useTranslation(['desk', 'deposits', 'shifts'])
  const { state, dispatch, close } = useDesk()
  const today = useToday()
  const isMember = state.memberId !== null
  const [draft, setDraft] = useState(() => draftOf(line))
  const errors = useFieldErrors(null)
  const put = (change: Partial<DepositDraft>) => setDraft({ ...draft, ...change })
  const mostFen = mostOf(draft)
  const apply = (event?: FormEvent) => {
    event?.preventDefault()
    const wrong = problemsOf(draft, isMember, today)
    if (!errors.check(Object.fromEntries(Object.entries(wrong).map(([field, code]) => [field, t(`deposit.${code}`, { fen: mostFen })]))))
      return
    dispatch({ type: 'deposit', key: line?.key ?? null, ...lineOf(draft, isMember) })
    close()
  }
  return (
    <Modal
      open
      title={t('deposit.title')}
      width={520}
      okText={t(line ? 'deposit.save' : 'deposit.ok')}
      onCancel={close}
      onOk={() => apply()}
    >
      <form ref={errors.form} className={styles.stack} onSubmit={apply} noValidate>
        {state.memberId === null ? <Contact draft={draft} errors={errors} onPut={put} /> : <ForMember memberId={state.memberId} />}
        <KindChoice kind={draft.kind} onChoose={(kind) => put({ kind })} />
        <Purpose value={draft.purpose} error={errors.of('purpose')} isFirst={isMember} onChange={(purpose) => put({ purpose })} />
        <div className={styles.pair}>
          <TextField
            label={t('deposit.dueOn')}
            type="date"
            value={draft.dueOn}
            error={errors.of('dueOn')}
            onChange={(dueOn) => put({ dueOn })}
          />
          <MoneyField
            label={t(draft.kind === 'earnest' ? 'deposit.contract' : 'deposit.contractOptional')}
            value={draft.contract}
            error={errors.of('contract')}
            note={mostFen !== null && t('deposit.most', { fen: mostFen })}
            onChange={(contract) => put({ contract })}
          />
        </div>
        <MoneyField
          label={t('deposit.amount')}
          value={draft.amount}
          error={errors.of('amount')}
          suffix={
            mostFen !== null &&
            mostFen > 0 && (
              <Button size="small" type="link" onClick={() => put({ amount: plainYuan(mostFen) })}>
                {t('deposit.takeMost', { fen: mostFen })}
              </Button>
            )
          }
          onChange={(amount) => put({ amount })}
        />
        {/* Enter in any field means the button below. */}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Modal>
  )
}

interface ContactProps {
  draft: DepositDraft
  errors: FieldErrors
  onPut: (change: Partial<DepositDraft>) => void
}

/** Somebody who is no member is called by what they leave here. */
function Contact({ draft, errors, onPut }: ContactProps) {
  const { t } = useTranslation('desk')
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t('deposit.walkIn')}</p>
      <div className={styles.pair}>
        <TextField
          label={t('deposit.name')}
          autoFocus
          maxLength={40}
          value={draft.name}
          error={errors.of('name')}
          onChange={(name) => onPut({ name })}
        />
        <TextField
          label={t('deposit.phone')}
          type="tel"
          inputMode="tel"
          maxLength={20}
          value={draft.phone}
          error={errors.of('phone')}
          onChange={(phone) => onPut({ phone })}
        />
      </div>
    </div>
  )
}

interface PurposeProps {
  value: string
  error: string | undefined
  isFirst: boolean
  onChange: (purpose: string) => void
}

function Purpose({ value, error, isFirst, onChange }: PurposeProps) {
  const { t } = useTranslation('desk')
  return (
    <div className={styles.purpose}>
      <TextField
        label={t('deposit.purpose')}
        autoFocus={isFirst}
        maxLength={100}
        placeholder={t('deposit.purposeHint')}
        value={value}
        error={error}
        onChange={onChange}
      />
      <div className={styles.reasons}>
        {purposes.map((key) => {
          const words = t(`deposit.common.${key}`)
          return (
            <button key={key} type="button" aria-pressed={value === words} onClick={() => onChange(words)}>
              {words}
            </button>
          )
        })}
      </div>
    </div>
  )
}

function ForMember({ memberId }: { memberId: string }) {
  const { t } = useTranslation('desk')
  const member = useQuery(memberQuery(memberId))
  return (
    <p>
      {t('deposit.for')} <strong>{member.data?.name ?? member.data?.number ?? t('deposit.member')}</strong>
    </p>
  )
}

interface KindChoiceProps {
  kind: DepositDraft['kind']
  onChoose: (kind: DepositDraft['kind']) => void
}

/** Two words that sound the same: what each means stands on it. */
function KindChoice({ kind, onChoose }: KindChoiceProps) {
  const { t } = useTranslation('desk')
  return (
    <div className={styles.kinds}>
      <div className={styles.kindChoice} role="radiogroup" aria-label={t('deposit.kind')}>
        {(['advance', 'earnest'] as const).map((value) => (
          // biome-ignore lint/a11y/useSemanticElements: a button is the larger target, and the group names it
          <button key={value} type="button" role="radio" aria-checked={value === kind} onClick={() => onChoose(value)}>
            <strong>{t(`deposit.${value}`)}</strong>
            <span>{t(`deposit.${value}About`)}</span>
          </button>
        ))}
      </div>
      <KindRules />
    </div>
  )
}
