import { TeamOutlined } from '@ant-design/icons'
import type { CartLine, QuoteLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'
import { useMemberName } from './queries.ts'
import styles from './ticket.module.css'
import { mayBeOthers, whoseOf } from './whose.ts'

/** Whose line it is, where it is not the bill's member's; the word opens the question again. */
export function WhoseNote({ line }: { line: CartLine }) {
  const { t } = useTranslation('group')
  const { open } = useDesk()
  const whose = whoseOf(line)
  const member = useMemberName(whose && 'memberId' in whose ? whose.memberId : null)
  if (!whose) return null
  const name = 'guest' in whose ? whose.guest : member
  return (
    <button type="button" className={styles.whose} title={t('whose.change')} onClick={() => open({ kind: 'whose', key: line.key })}>
      <TeamOutlined aria-hidden="true" /> {name === '' ? '···' : t('whose.of', { name })}
    </button>
  )
}

export function WhoseButton({ line }: { line: CartLine }) {
  const { t } = useTranslation('group')
  const { open } = useDesk()
  if (!mayBeOthers(line)) return null
  return (
    <Button icon={<TeamOutlined aria-hidden="true" />} title="Alt+W" onClick={() => open({ kind: 'whose', key: line.key })}>
      {t('whose.button')}
    </Button>
  )
}

/** A session that pays the line; of somebody else's pass also whose it is. */
export function PassNote({ allocation: a }: { allocation: QuoteLine['allocations'][number] }) {
  const { t } = useTranslation(['group', 'desk'])
  const { plan, state } = useDesk()
  const ownerId = plan.quote?.tenders.find((tender) => tender.ordinal === a.tenderOrdinal)?.memberId ?? null
  const owner = useMemberName(ownerId === state.memberId ? null : ownerId)
  const pass = t('desk:line.byPass', { name: a.lotName, count: a.quantity })
  return <span className={styles.passNote}>{owner ? t('whose.passOf', { name: owner, pass }) : pass}</span>
}
