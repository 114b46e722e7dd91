import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { Amount } from '../members/lot-item.tsx'
import { useWorkplace } from '../session/session-context.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import { grouped } from './card-item.tsx'
import styles from './cards.module.css'
import { transferQuery } from './queries.ts'

type Transfer = Schema<'Transfer'>

/** The notice of a transfer: a document with a number, for both parties to sign and keep. */
export function TransferPage() {
  const { transferId } = useParams({ from: '/shell/transfers/$transferId' })
  const transfer = useQuery(transferQuery(transferId))
  if (transfer.isPending) return <PageSkeleton />
  if (!transfer.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={transfer} />
      </PageBody>
    )
  }
  return <TransferView transfer={transfer.data} />
}

function TransferView({ transfer }: { transfer: Transfer }) {
  const { t, i18n } = useTranslation(['cards', 'members', 'trade'])
  const { session } = useWorkplace()
  const lotName = useLineName()
  return (
    <>
      <PageHeader
        title={t('notice.title', { number: transfer.number })}
        about={[timeText(transfer.recordedAt, i18n.language), transfer.storeName, transfer.recordedByName].filter(Boolean).join(' · ')}
      >
        <Button type="primary" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('notice.print')}
        </Button>
      </PageHeader>
      <PageBody width="narrow">
        <div className={styles.notice}>
          <h2 className={styles.noticeTitle}>
            {session.brand.name} · {t(`notice.kind.${transfer.kind}`)}
          </h2>
          <Facts
            facts={[
              { key: 'number', label: t('notice.number'), value: transfer.number },
              { key: 'from', label: t('transfer.giver'), value: <Party party={transfer.from} /> },
              { key: 'to', label: t('transfer.receiver'), value: <Party party={transfer.to} /> },
              { key: 'noticed', label: t('notice.noticed'), value: timeText(transfer.noticedAt, i18n.language) },
              transfer.reason !== '' && { key: 'reason', label: t('reason'), value: transfer.reason },
              transfer.cardNumber !== null && { key: 'card', label: t('notice.card'), value: grouped(transfer.cardNumber) },
              transfer.termsVersion !== null && {
                key: 'terms',
                label: t('notice.terms'),
                value: t('notice.version', { version: transfer.termsVersion }),
              },
              { key: 'fee', label: t('notice.fee'), value: <Money fen={0} /> },
            ]}
          />
          <Section title={t('notice.lines')}>
            <Facts
              facts={[
                ...transfer.lines.map((line) => ({
                  key: line.toLotId,
                  label: lotName(line.name),
                  value: <Amount unit={line.unit} quantity={line.quantity} />,
                })),
                { key: 'total', label: t('transfer.value'), value: <Money fen={transfer.valueFen} size="large" />, isTotal: true },
              ]}
            />
          </Section>
          <p className={styles.soft}>{t('notice.law')}</p>
          <div className={styles.signatures}>
            <span>{t('notice.signFrom')}</span>
            <span>{t('notice.signTo')}</span>
            <span>{t('notice.signShop')}</span>
          </div>
        </div>
      </PageBody>
    </>
  )
}

function Party({ party }: { party: Transfer['from'] }) {
  return (
    <Link to="/members/$memberId" params={{ memberId: party.memberId }}>
      {[party.name, party.number].filter(Boolean).join(' · ')}
    </Link>
  )
}
