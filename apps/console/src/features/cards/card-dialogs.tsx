import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { type FieldErrors, useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './cards.module.css'

type Card = Schema<'Card'>
const forms = ['physical', 'virtual'] as const

interface CardDialogProps {
  title: string
  okText: string
  isDanger?: boolean
  errors: FieldErrors
  isSaving: boolean
  onSave: () => void
  onClose: () => void
  children: ReactNode
}

function CardDialog({ title, okText, isDanger = false, errors, isSaving, onSave, onClose, children }: CardDialogProps) {
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!isSaving) onSave()
  }
  return (
    <Modal
      open
      title={title}
      width={440}
      okText={okText}
      okButtonProps={{ danger: isDanger }}
      confirmLoading={isSaving}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form ref={errors.form} className={styles.stack} onSubmit={submit} noValidate>
        {children}
        <ProblemAlert error={errors.rest} />
      </form>
    </Modal>
  )
}

/** Sends one act of a card; whatever shows cards is read again afterwards. */
function useCardAct<Body>(memberId: string, send: (body: Body) => Promise<unknown>, onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      for (const key of ['cards', 'members', 'member-search', 'quote']) void queryClient.invalidateQueries({ queryKey: [key] })
      void queryClient.invalidateQueries({ queryKey: ['cards', memberId] })
      onDone()
    },
  })
}

const numberProblems = { card_number_taken: 'number', card_number_unfit: 'number' }

function FormChoice({ value, onChange }: { value: (typeof forms)[number]; onChange: (form: (typeof forms)[number]) => void }) {
  const { t } = useTranslation('cards')
  return (
    <Segmented
      block
      aria-label={t('formLabel')}
      value={value}
      onChange={onChange}
      options={forms.map((form) => ({ value: form, label: t(`form.${form}`) }))}
    />
  )
}

export function IssueDialog({ memberId, storeId, onClose }: { memberId: string; storeId: string; onClose: () => void }) {
  const { t } = useTranslation('cards')
  const [form, setForm] = useState<(typeof forms)[number]>('physical')
  const [number, setNumber] = useState('')
  const [activate, setActivate] = useState(true)
  const issue = useCardAct(
    memberId,
    () =>
      answer(
        api.POST('/api/members/{memberId}/cards', {
          params: { path: { memberId } },
          body: { storeId, form, activate, ...(number.trim() ? { number: number.trim() } : {}) },
        }),
      ),
    onClose,
  )
  const errors = useFieldErrors(issue.error, numberProblems)
  return (
    <CardDialog
      title={t('issue.title')}
      okText={t('issue.do')}
      errors={errors}
      isSaving={issue.isPending}
      onSave={() => issue.mutate(undefined)}
      onClose={onClose}
    >
      <FormChoice value={form} onChange={setForm} />
      <TextField
        label={t('number')}
        note={t('issue.numberNote')}
        maxLength={20}
        value={number}
        error={errors.of('number')}
        onChange={setNumber}
      />
      <Checkbox checked={activate} onChange={(e) => setActivate(e.target.checked)}>
        {t('issue.activate')}
      </Checkbox>
    </CardDialog>
  )
}

interface OfCard {
  card: Card
  storeId: string
  onClose: () => void
}

export function BlockDialog({ card, storeId, why, onClose }: OfCard & { why: 'lost' | 'frozen' }) {
  const { t } = useTranslation(['cards', 'common'])
  const [reason, setReason] = useState('')
  const [stopSpending, setStop] = useState(why === 'lost')
  const path = { params: { path: { cardId: card.id } } }
  const block = useCardAct(
    card.memberId,
    () => answer(api.POST('/api/cards/{cardId}/block', { ...path, body: { storeId, why, reason: reason.trim(), stopSpending } })),
    onClose,
  )
  const errors = useFieldErrors(block.error)
  const save = () => {
    if (errors.check({ reason: reason.trim() === '' && t('common:required') })) block.mutate(undefined)
  }
  return (
    <CardDialog
      title={t(`${why}.title`)}
      okText={t(`${why}.do`)}
      isDanger
      errors={errors}
      isSaving={block.isPending}
      onSave={save}
      onClose={onClose}
    >
      <p className={styles.soft}>{t(`${why}.about`)}</p>
      <TextField label={t('reason')} maxLength={200} value={reason} error={errors.of('reason')} onChange={setReason} />
      <Checkbox checked={stopSpending} onChange={(e) => setStop(e.target.checked)}>
        {t('stopSpending')}
      </Checkbox>
      <p className={styles.soft}>{t('stopSpendingNote')}</p>
    </CardDialog>
  )
}

export function ReplaceDialog({ card, storeId, kind, onClose }: OfCard & { kind: 'reissue' | 'swap' }) {
  const { t } = useTranslation(['cards', 'common'])
  const [number, setNumber] = useState('')
  const [form, setForm] = useState(card.form)
  const [reason, setReason] = useState('')
  const path = { params: { path: { cardId: card.id } } }
  const replace = useCardAct(
    card.memberId,
    () =>
      answer(
        api.POST('/api/cards/{cardId}/replacement', {
          ...path,
          body: { storeId, kind, form, reason: reason.trim(), ...(number.trim() ? { number: number.trim() } : {}) },
        }),
      ),
    onClose,
  )
  const errors = useFieldErrors(replace.error, numberProblems)
  const save = () => {
    if (errors.check({ reason: reason.trim() === '' && t('common:required') })) replace.mutate(undefined)
  }
  return (
    <CardDialog
      title={t(`${kind}.title`)}
      okText={t(`${kind}.do`)}
      errors={errors}
      isSaving={replace.isPending}
      onSave={save}
      onClose={onClose}
    >
      <p className={styles.soft}>{t('replaceAbout', { number: card.number })}</p>
      {kind === 'reissue' && <FormChoice value={form} onChange={setForm} />}
      <TextField
        label={t('newNumber')}
        note={t('issue.numberNote')}
        maxLength={20}
        value={number}
        error={errors.of('number')}
        onChange={setNumber}
      />
      <TextField label={t('reason')} maxLength={200} value={reason} error={errors.of('reason')} onChange={setReason} />
    </CardDialog>
  )
}

/** A card that was found again, or is not wanted any more: only why. */
export function ReasonDialog({ card, storeId, act, onClose }: OfCard & { act: 'recovery' | 'closure' }) {
  const { t } = useTranslation(['cards', 'common'])
  const [reason, setReason] = useState('')
  const path = { params: { path: { cardId: card.id } } }
  const send = useCardAct(
    card.memberId,
    () => {
      const body = { storeId, reason: reason.trim() }
      return act === 'recovery'
        ? answer(api.POST('/api/cards/{cardId}/recovery', { ...path, body }))
        : answer(api.POST('/api/cards/{cardId}/closure', { ...path, body }))
    },
    onClose,
  )
  const errors = useFieldErrors(send.error)
  const save = () => {
    if (errors.check({ reason: reason.trim() === '' && t('common:required') })) send.mutate(undefined)
  }
  return (
    <CardDialog
      title={t(`${act}.title`)}
      okText={t(`${act}.do`)}
      isDanger={act === 'closure'}
      errors={errors}
      isSaving={send.isPending}
      onSave={save}
      onClose={onClose}
    >
      <p className={styles.soft}>{t(`${act}.about`)}</p>
      <TextField label={t('reason')} maxLength={200} value={reason} error={errors.of('reason')} onChange={setReason} />
    </CardDialog>
  )
}
