import type { CartLine, Quote, QuoteLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'
import { useMemberName } from './queries.ts'
import { whoseOf } from './whose.ts'

type Payer = Quote['payers'][number]
type SharedPass = NonNullable<Payer['share']>['passes'][number]

/** Passes a family shares with the bill's member that serve this line, where no pass pays it yet. */
export function SharedPasses({ line, quoted }: { line: CartLine; quoted: QuoteLine | undefined }) {
  const { plan } = useDesk()
  const isPaid = quoted?.allocations.some((a) => a.lotKind === 'pass') ?? true
  if (line.kind !== 'service' || isPaid || line.discount || whoseOf(line) !== null) return null
  return (plan.quote?.payers ?? []).flatMap((payer) =>
    (payer.share?.passes ?? [])
      .filter((pass) => pass.serviceItemId === line.itemId && pass.remaining >= (line.quantity ?? 1))
      .map((pass) => <UseSharedPass key={pass.lotId} lineKey={line.key} payer={payer} pass={pass} />),
  )
}

function UseSharedPass({ lineKey, payer, pass }: { lineKey: string; payer: Payer; pass: SharedPass }) {
  const { t } = useTranslation('group')
  const { dispatch } = useDesk()
  const name = useMemberName(payer.memberId)
  return (
    <Button onClick={() => dispatch({ type: 'pass', key: lineKey, pass: { lotId: pass.lotId, memberId: payer.memberId } })}>
      {t('whose.useShared', { name: name || '···', count: pass.remaining })}
    </Button>
  )
}
