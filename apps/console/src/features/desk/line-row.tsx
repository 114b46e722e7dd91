import { DeleteOutlined, MinusOutlined, PercentageOutlined, PlusOutlined, UserOutlined } from '@ant-design/icons'
import type { CartLine, QuoteLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { shortName } from '../../lib/names.ts'
import { countable, discountable, staffable } from './cart.ts'
import { DepositNote, DepositTool } from './deposit-line.tsx'
import { useDesk } from './desk-context.tsx'
import { LaterNote, LaterTool, UnpaidNote } from './later-line.tsx'
import { PassNote, WhoseButton, WhoseNote } from './line-whose.tsx'
import { SettlementNote, SettlementTool } from './settlement-line.tsx'
import { SharedPasses } from './shared-pass.tsx'
import styles from './ticket.module.css'
import { whoseOf } from './whose.ts'
import { WhyPopover } from './why-popover.tsx'

interface LineRowProps {
  line: CartLine
  /** What the server said of this line; absent for a moment after it was added. */
  quoted: QuoteLine | undefined
}

/** One line of the bill; the selected one shows what can be done with it. */
export function LineRow({ line, quoted }: LineRowProps) {
  const { t } = useTranslation('desk')
  const { state, dispatch, itemById, plan } = useDesk()
  const selected = state.selectedKey === line.key
  const name =
    line.kind === 'tip' || line.kind === 'settlement'
      ? t(`kind.${line.kind}`)
      : (quoted?.name ?? (line.itemId ? itemById.get(line.itemId)?.name : undefined) ?? t(`kind.${line.kind}`))
  const quantity = line.quantity ?? 1
  return (
    <div className={selected ? styles.lineSelected : styles.line}>
      <div className={styles.lineMain}>
        {staffable(line) && <Performer line={line} />}
        <button
          type="button"
          className={styles.lineName}
          aria-pressed={selected}
          onClick={() => dispatch({ type: 'select', key: selected ? null : line.key })}
        >
          <span className="yb-truncate" title={name}>
            {name}
          </span>
          {quantity > 1 && <span className={styles.times}>× {quantity}</span>}
        </button>
        <div className={plan.isRecalculating ? styles.priceStale : styles.price}>
          {quoted ? <Price quoted={quoted} /> : <span className={styles.waiting}>···</span>}
        </div>
      </div>
      <LineNotes line={line} quoted={quoted} />
      {line.accountId && <SettlementNote accountId={line.accountId} debtId={line.debtId} />}
      <LaterNote line={line} quoted={quoted} />
      <UnpaidNote lineKey={line.key} />
      {line.deposit && <DepositNote deposit={line.deposit} />}
      {selected && <LineTools line={line} quoted={quoted} quantity={quantity} name={name} />}
    </div>
  )
}

function Price({ quoted }: { quoted: QuoteLine }) {
  const paidByPass = quoted.allocations.some((a) => a.lotKind === 'pass')
  return (
    <>
      {quoted.listFen !== quoted.netFen && <Money fen={quoted.listFen} tone="struck" />}
      <Money fen={quoted.netFen} tone="strong" />
      {(quoted.adjustments.length > 0 || paidByPass) && <WhyPopover line={quoted} />}
    </>
  )
}

/** What the customer will ask about, without opening anything. */
function LineNotes({ line, quoted }: LineRowProps) {
  const { t } = useTranslation('desk')
  const passes = quoted?.allocations.filter((a) => a.lotKind === 'pass') ?? []
  const bonusFen = quoted?.bonusFen ?? 0
  if (passes.length === 0 && bonusFen === 0 && whoseOf(line) === null) return null
  return (
    <div className={styles.notes}>
      <WhoseNote line={line} />
      {passes.map((a) => (
        <PassNote key={a.lotId} allocation={a} />
      ))}
      {bonusFen > 0 && <span className={styles.passNote}>{t('line.bonus', { fen: bonusFen })}</span>}
    </div>
  )
}

function Performer({ line }: { line: CartLine }) {
  const { t } = useTranslation('desk')
  const { staffById, open } = useDesk()
  const share = line.staff?.find((s) => s.role === (line.kind === 'service' || line.kind === 'tip' ? 'performer' : 'seller'))
  const staff = share && staffById.get(share.staffId)
  const label = staff ? t('line.performer', { name: staff.name }) : t('line.choosePerformer')
  return (
    <button
      type="button"
      className={staff ? styles.performer : styles.performerNone}
      title={label}
      aria-label={label}
      onClick={() => open({ kind: 'performer', key: line.key })}
    >
      {staff ? shortName(staff.name) : <UserOutlined aria-hidden="true" />}
    </button>
  )
}

interface LineToolsProps extends LineRowProps {
  quantity: number
  name: string
}

function LineTools({ line, quoted, quantity, name }: LineToolsProps) {
  const { t } = useTranslation('desk')
  const { dispatch, open } = useDesk()
  const hasPass = quoted?.allocations.some((a) => a.lotKind === 'pass') ?? false
  const count = (to: number) => dispatch({ type: 'quantity', key: line.key, quantity: to })
  return (
    <div className={styles.lineTools}>
      {countable(line) && (
        <div className={styles.stepper}>
          <Button
            aria-label={t('line.fewer')}
            icon={<MinusOutlined aria-hidden="true" />}
            disabled={quantity <= 1}
            onClick={() => count(quantity - 1)}
          />
          <button
            type="button"
            className={styles.count}
            title={t('command.quantity')}
            onClick={() => open({ kind: 'quantity', key: line.key })}
          >
            {quantity}
          </button>
          <Button aria-label={t('line.more')} icon={<PlusOutlined aria-hidden="true" />} onClick={() => count(quantity + 1)} />
        </div>
      )}
      {(hasPass || line.pass === 'none') && (
        <Button onClick={() => dispatch({ type: 'pass', key: line.key, pass: line.pass === 'none' ? 'auto' : 'none' })}>
          {line.pass === 'none' ? t('line.usePass') : t('line.noPass')}
        </Button>
      )}
      {line.accountId && <SettlementTool lineKey={line.key} />}
      {line.deposit && <DepositTool lineKey={line.key} />}
      <LaterTool line={line} />
      {discountable(line) && (
        <Button icon={<PercentageOutlined aria-hidden="true" />} onClick={() => open({ kind: 'discount', key: line.key })}>
          {t('line.discount')}
        </Button>
      )}
      <SharedPasses line={line} quoted={quoted} />
      <WhoseButton line={line} />
      <Button
        className={styles.remove}
        aria-label={t('line.remove', { name })}
        title={t('line.remove', { name })}
        icon={<DeleteOutlined aria-hidden="true" />}
        onClick={() => dispatch({ type: 'remove', key: line.key })}
      />
    </div>
  )
}
