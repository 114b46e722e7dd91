import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { percentOf } from '../../lib/money.ts'
import { useLineName } from '../tickets/ticket-words.tsx'
import styles from './prepaid-refunds.module.css'
import type { GrantSheet, Sheet } from './queries.ts'

/** The worksheet: every line, every formula in words and with its figures, and what it comes to. */
export function SheetView({ sheet, isPrinted = false }: { sheet: Sheet; isPrinted?: boolean }) {
  const { t } = useTranslation('prepaid')
  const result = sheet.resultFen - sheet.giftFen
  return (
    <div className={styles.sheet}>
      <p className={styles.rule}>
        {t(`cause.${sheet.cause}`)} · {t('sheet.rescinded', { day: sheet.rescindedOn })} ·{' '}
        {t('sheet.rule', { version: sheet.rule.version, source: sheet.rule.source })}
      </p>
      {sheet.grants.map((grant) => (
        <GrantSheetView key={grant.grantId} grant={grant} yearDays={sheet.rule.params.yearDays} isPrinted={isPrinted} />
      ))}
      <Facts
        facts={[
          { key: 'refund', label: t('sheet.refund'), value: <Money fen={sheet.refundFen} /> },
          sheet.unpaidFen !== undefined && { key: 'unpaid', label: t('sheet.unpaid'), value: <Money fen={-sheet.unpaidFen} /> },
          ...sheet.gifts.map((g) => ({
            key: `gift ${g.name} ${g.valueFen}`,
            label: (
              <>
                {t('sheet.gift', { name: g.name, fen: g.valueFen })}
                {g.reason && <div>{g.reason}</div>}
              </>
            ),
            value: g.deductFen > 0 ? <Money fen={-g.deductFen} /> : t('sheet.notDeducted'),
          })),
          { key: 'interest', label: t('sheet.interest'), value: <Money fen={sheet.interestFen} /> },
          { key: 'total', label: t('sheet.total'), value: <Money fen={sheet.totalFen} size="large" />, isTotal: true },
          { key: 'lots', label: t('sheet.lotValue'), value: <Money fen={sheet.lotValueFen} tone="soft" /> },
          {
            key: 'result',
            label: result <= 0 ? t('sheet.kept') : t('sheet.paidAbove'),
            value: <Money fen={Math.abs(result)} tone="soft" />,
          },
        ]}
      />
    </div>
  )
}

function GrantSheetView({ grant, yearDays, isPrinted }: { grant: GrantSheet; yearDays: number; isPrinted: boolean }) {
  const { t } = useTranslation('prepaid')
  const name = useLineName()(grant.name)
  const { interest } = grant
  const left = (fen: number) => Math.max(0, fen - (grant.unpaidFen ?? 0))
  const backFen = grant.refundFen - (grant.unpaidFen ?? 0)
  return (
    <section className={styles.grantSheet} aria-label={name}>
      <h3>{name}</h3>
      <p className={styles.soft}>
        {grant.unpaidFen === undefined
          ? t('grant.paid', { day: grant.paidOn, fen: grant.paidFen })
          : t('grant.partPaid', { day: grant.paidOn, price: grant.paidFen, fen: grant.paidFen - grant.unpaidFen })}
        {grant.bonusFen > 0 && ` · ${t('grant.bonus', { fen: grant.bonusFen })}`}
        {grant.ticketNumber && ` · ${grant.ticketNumber}`}
      </p>
      <Uses grant={grant} isOpen={isPrinted || grant.uses.length <= SHOWN} />
      <div className={styles.formula}>
        <span>{t(`formula.${plainOf(grant)}`)}</span>
        <span className={styles.figures}>
          {t(`figures.${plainOf(grant)}`, {
            paid: grant.paidFen,
            bonus: grant.bonusFen,
            charged: grant.chargedFen,
            list: grant.listFen,
            left: grant.days?.remaining ?? 0,
            days: grant.days?.total ?? 0,
          })}
        </span>
        <Money fen={grant.entitledFen} tone="strong" />
      </div>
      {grant.formula === 'C' && grant.consumedFen > grant.paidFen && <p className={styles.soft}>{t('sheet.noExcess')}</p>}
      <Facts
        facts={[
          grant.refundedBeforeFen > 0 && { key: 'before', label: t('sheet.before'), value: <Money fen={-grant.refundedBeforeFen} /> },
          grant.portion !== null && {
            key: 'portion',
            label: t('sheet.portion', { part: grant.portion.portionFen, of: grant.portion.ofFen }),
            value: <Money fen={grant.refundFen} />,
          },
          grant.unpaidFen !== undefined &&
            grant.refundFen > grant.entitledFen && { key: 'forgiven', label: t('sheet.forgiven'), value: <Money fen={grant.refundFen} /> },
          grant.unpaidFen !== undefined && { key: 'unpaid', label: t('sheet.unpaid'), value: <Money fen={-grant.unpaidFen} /> },
          {
            key: 'interest',
            label: (
              <>
                {t(`basis.${interest.basis}`)}
                {interest.basis !== 'none' && (
                  <div>
                    {t('sheet.interestOf', { fen: backFen, rate: percentOf(interest.rateBp), days: interest.days, year: yearDays })}
                  </div>
                )}
              </>
            ),
            value: <Money fen={interest.amountFen} />,
          },
          { key: 'due', label: t('sheet.due'), value: <Money fen={backFen + interest.amountFen} />, isTotal: true },
        ]}
      />
      {grant.formula !== 'T' && (
        <p className={styles.soft}>
          {t('sheet.either', { merchant: left(grant.byCause.merchantFen), customer: left(grant.byCause.customerFen) })}
        </p>
      )}
    </section>
  )
}

/** Without bonus nothing is shared, and the formula is the plain one. */
export function plainOf(grant: GrantSheet): 'M' | 'plain' | 'C' | 'T' {
  if (grant.formula === 'cooling_off' || (grant.formula === 'M' && grant.bonusFen === 0)) return 'plain'
  return grant.formula
}

const SHOWN = 5

/** A long history is folded on the screen, and whole on paper. */
function Uses({ grant, isOpen }: { grant: GrantSheet; isOpen: boolean }) {
  const { t } = useTranslation('prepaid')
  const lineName = useLineName()
  if (grant.uses.length === 0) return <p className={styles.soft}>{t('sheet.noUses')}</p>
  const rows: Fact[] = grant.uses.map((use, index) => ({
    key: `${use.ticketId} ${index}`,
    label: (
      <>
        {use.day} {lineName(use.name)}
        {use.sessions > 0 && ` × ${use.sessions}`}
      </>
    ),
    value: (
      <>
        <Money fen={use.chargedFen} />
        {use.listFen !== use.chargedFen && <div className={styles.soft}>{t('sheet.listOf', { fen: use.listFen })}</div>}
      </>
    ),
  }))
  const sum = { key: 'sum', label: t('sheet.charged'), value: <Money fen={grant.chargedFen} />, isTotal: true }
  const list = { key: 'list', label: t('sheet.list'), value: <Money fen={grant.listFen} /> }
  return (
    <details className={styles.uses} open={isOpen}>
      <summary>{t('sheet.uses', { count: grant.uses.length })}</summary>
      <Facts facts={[...rows, sum, list]} />
    </details>
  )
}
