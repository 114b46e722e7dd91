import { InfoCircleOutlined } from '@ant-design/icons'
import type { QuoteLine } from '@yunbin/api-client'
import Popover from 'antd/es/popover'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { adjustmentKey } from '../../lib/adjustment.ts'
import styles from './ticket.module.css'

/** Says for every fen why: list price, each stage in words, and what the line came to. */
export function WhyPopover({ line }: { line: QuoteLine }) {
  const { t } = useTranslation('desk')
  return (
    <Popover trigger={['click']} placement="right" title={t('why.title')} content={<Why line={line} />}>
      <button type="button" className={styles.why} aria-label={t('why.of', { name: line.name })}>
        <InfoCircleOutlined />
      </button>
    </Popover>
  )
}

function Why({ line }: { line: QuoteLine }) {
  const { t } = useTranslation('desk')
  return (
    <dl className={styles.whyList}>
      <div>
        <dt>{line.quantity > 1 ? t('why.listTimes', { fen: line.unitListFen, quantity: line.quantity }) : t('why.list')}</dt>
        <dd>
          <Money fen={line.listFen} />
        </dd>
      </div>
      {line.adjustments.map((a, index) => (
        // Stages have no name of their own; their order is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index}>
          <dt>{t([`why.${adjustmentKey(a)}`, 'why.other'], a.params)}</dt>
          <dd>
            <Money fen={a.amountFen} />
          </dd>
        </div>
      ))}
      <div className={styles.whyNet}>
        <dt>{t('why.net')}</dt>
        <dd>
          <Money fen={line.netFen} tone="strong" />
        </dd>
      </div>
    </dl>
  )
}
