import { WalletOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { isHeldOut, rememberGiftCode } from '../cards/held-out.ts'
import styles from './group.module.css'
import { withRow } from './pay-choice.ts'
import { type FinderChoice, PersonFinder } from './person-finder.tsx'
import { memberQuery, useMemberName } from './queries.ts'
import { idOf, type OwnMeans, ownMeansOf } from './tenders.ts'
import type { Payment } from './use-payment.ts'

/** Whose stored value pays too: whoever the bill knows already, or any other member; a gift card by its code. */
export function PayerDialog({ payment }: { payment: Payment }) {
  const { t } = useTranslation('group')
  const { storeId, close } = payment.scene
  const queryClient = useQueryClient()
  const add = useAddRow(payment)
  const { plan, choice, known } = payment
  const taken = plan ? ownMeansOf(plan, choice, known.ownId).flatMap((row) => (row.kind === 'stored_value' ? [row.memberId] : [])) : []
  const take = (memberId: string) => {
    void queryClient.prefetchQuery(memberQuery(memberId))
    add({ kind: 'stored_value', memberId, fen: null })
  }
  const choices = (plan?.payers ?? [])
    .filter((p) => !taken.includes(p.memberId) && p.spendableFen > 0)
    .map(
      (p): FinderChoice => ({
        key: p.memberId,
        title: <MemberName memberId={p.memberId} />,
        note: p.share?.kind === 'household' ? t('payer.shared', { fen: p.spendableFen }) : t('payer.spendable', { fen: p.spendableFen }),
        icon: (
          <span className={styles.icon} aria-hidden="true">
            <WalletOutlined />
          </span>
        ),
        take: () => take(p.memberId),
      }),
    )
  const scan = useMutation({
    mutationFn: (code: string) => answer(api.POST('/api/scans', { body: { storeId, code } })),
    onSuccess: (found, code) => {
      if (found.id === null || (found.kind !== 'member' && found.kind !== 'gift_card')) return
      if (found.kind === 'gift_card') rememberGiftCode(found.id, code)
      take(found.id)
    },
  })
  return (
    <Modal open title={t('payer.title')} width={480} footer={null} onCancel={close}>
      <div className={styles.stack}>
        <PersonFinder
          label={t('payer.find')}
          placeholder={t('payer.placeholder')}
          choices={choices}
          isLeftOut={(member) => taken.includes(member.id)}
          onMember={(member) => take(member.id)}
          onText={(text) => {
            if (!isHeldOut(text)) return false
            scan.mutate(text.trim())
            return true
          }}
        />
        {choices.length === 0 && <div className={styles.soft}>{t('payer.hint')}</div>}
        <ProblemAlert error={scan.error} />
      </div>
    </Modal>
  )
}

function MemberName({ memberId }: { memberId: string }) {
  return useMemberName(memberId)
}

/** Puts a row into the payment, closes the question and leaves the cursor in its amount. */
export function useAddRow(payment: Payment): (row: OwnMeans) => void {
  const { close, panel } = payment.scene
  return (row) => {
    payment.setChoice(withRow(payment.choice, row))
    close()
    // After the focus was given back to the payment.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(idOf(row))}"] input`)?.focus()),
    )
  }
}
