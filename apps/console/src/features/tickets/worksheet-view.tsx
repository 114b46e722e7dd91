import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { timesText } from '../../lib/amount-lines.ts'
import type { Schema } from '../../lib/schema.ts'
import { useLineName } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { useLotOwner, WhoseLine } from './who.tsx'

type Worksheet = Schema<'RefundWorksheet'>

/** The worksheet: what is taken back line by line, and where every fen of it goes. */
export function WorksheetView({ sheet, payouts }: { sheet: Worksheet; payouts: Readonly<Record<string, string>> }) {
  const { t } = useTranslation(['tickets', 'trade'])
  const lineName = useLineName()
  const lotOwner = useLotOwner(sheet.lots)
  const takesBack = sheet.lines.some((line) => line.kind === 'top_up' || line.kind === 'pass')
  return (
    <>
      <div>
        <h3>{t('sheet.lines')}</h3>
        <Facts
          facts={sheet.lines.map((line) => ({
            key: line.lineId,
            label: (
              <>
                {lineName(line.name)}
                {timesText(line)}
                <WhoseLine line={line} isAfter />
              </>
            ),
            value: <Money fen={line.netFen} />,
          }))}
        />
      </div>
      <div>
        <h3>{t('sheet.whereTo')}</h3>
        <Facts facts={[...outsideFacts(sheet, payouts, t), ...lotFacts(sheet, t, lineName, lotOwner)]} />
        {takesBack && <p className={styles.times}>{t('sheet.takesBack')}</p>}
      </div>
      <div className={styles.sheetTotal}>
        <span>{t('sheet.total')}</span>
        <Money fen={sheet.totalFen} size="large" />
      </div>
    </>
  )
}

type Translate = TFunction<readonly ['tickets', 'trade']>

function outsideFacts(sheet: Worksheet, payouts: Readonly<Record<string, string>>, t: Translate): Fact[] {
  return sheet.tenders
    .filter((e) => e.kind !== 'stored_value' && e.kind !== 'pass' && e.amountFen !== 0)
    .map((e) => {
      const other = payouts[e.tenderId]
      return {
        // A tender on account may go back two ways: what is owed still, and what was settled of it.
        key: `${e.tenderId} ${e.kind}`,
        label:
          other && other !== e.kind
            ? t('sheet.instead', { from: t(`trade:tender.${e.kind}`), to: t(`trade:tender.${other}`) })
            : t('sheet.by', { way: [t(`trade:tender.${e.kind}`), e.sourceName].filter(Boolean).join(' · ') }),
        value: <Money fen={e.amountFen} tone="strong" />,
      }
    })
}

function lotFacts(sheet: Worksheet, t: Translate, lotName: (name: string) => string, ownerOf: ReturnType<typeof useLotOwner>): Fact[] {
  return sheet.lots.map((lot) => ({
    key: lot.lotId,
    label: (
      <>
        {lot.kind === 'pass' ? lot.name : t('sheet.toLot', { kind: t(`trade:lotKind.${lot.kind}`), name: lotName(lot.name) })}
        {ownerOf(lot)}
        {lot.graceUntil && <div>{t('sheet.grace', { day: lot.graceUntil })}</div>}
      </>
    ),
    value:
      lot.unit === 'session' ? (
        <strong>+{t('trade:sessions', { count: lot.quantity })}</strong>
      ) : (
        <Money fen={lot.amountFen} tone="strong" />
      ),
  }))
}
