import { GiftOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { MoneyField } from '../../components/inputs.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { uuidv7 } from '../../lib/ids.ts'
import { parseYuan } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { newDesk } from '../desk/cart.ts'
import { recallDesk, rememberDesk } from '../desk/desk-memory.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './cards.module.css'
import { GiftCode } from './gift-code.tsx'
import { rememberGiftSale } from './held-out.ts'
import { giftCardsQuery } from './queries.ts'

type Gift = Schema<'GiftCard'>

/** Gift cards of the store: what they were sold for, what is left, who claimed them. */
export function GiftCardsPage() {
  const { t } = useTranslation('cards')
  const { store } = useWorkplace()
  const maySell = useCan('sell', 'GiftCard')
  const [isSelling, setSelling] = useState(false)
  const [state, setState] = useState<'all' | 'open' | 'claimed'>('all')
  const sell = maySell && store && (
    <Button type="primary" onClick={() => setSelling(true)}>
      {t('gift.sell')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('gift.title')} about={store?.name}>
        {sell}
      </PageHeader>
      <PageBody>
        <Filters>
          <Segmented
            aria-label={t('gift.state')}
            value={state}
            onChange={setState}
            options={(['all', 'open', 'claimed'] as const).map((value) => ({ value, label: t(`gift.filter.${value}`) }))}
          />
        </Filters>
        {store && <GiftList storeId={store.id} state={state === 'all' ? undefined : state} />}
      </PageBody>
      {isSelling && store && <SellDialog storeId={store.id} onClose={() => setSelling(false)} />}
    </>
  )
}

function GiftList({ storeId, state }: { storeId: string; state: 'open' | 'claimed' | undefined }) {
  const { t } = useTranslation('cards')
  const pages = useInfiniteQuery(giftCardsQuery(storeId, state))
  const columns = useColumns()
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  // One that was made and never paid is worth nothing and is nobody's business.
  const rows = pages.data.pages.flatMap((page) => page.items).filter((gift) => gift.soldFen > 0)
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={<GiftOutlined aria-hidden="true" />} title={t('gift.none')} hint={t('gift.noneHint')} />
      ) : (
        <DataTable<Gift>
          label={t('gift.title')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          isMuted={(row) => row.balanceFen === 0}
        />
      )}
      <LoadMore pages={pages} />
    </>
  )
}

function useColumns(): Column<Gift>[] {
  const { t, i18n } = useTranslation('cards')
  const maySell = useCan('sell', 'GiftCard')
  const mayReveal = useCan('reveal', 'GiftCard')
  return [
    {
      key: 'number',
      title: t('gift.holder'),
      render: (row) => (
        <MainCell title={row.holderNumber} sub={[timeText(row.issuedAt, i18n.language), row.issuedByName].filter(Boolean).join(' · ')} />
      ),
    },
    { key: 'sold', title: t('gift.sold'), align: 'right', from: 'tablet', render: (row) => <Money fen={row.soldFen} /> },
    { key: 'balance', title: t('gift.balance'), align: 'right', render: (row) => <Money fen={row.balanceFen} tone="strong" /> },
    {
      key: 'state',
      title: t('gift.state'),
      from: 'tablet',
      render: (row) =>
        row.claimedByMemberId ? (
          <Link to="/members/$memberId" params={{ memberId: row.claimedByMemberId }}>
            {t('gift.claimedBy', { number: row.claimedByNumber })}
          </Link>
        ) : (
          <Tag tone={row.balanceFen > 0 ? 'done' : 'neutral'}>{t(row.balanceFen > 0 ? 'gift.open' : 'gift.usedUp')}</Tag>
        ),
    },
    {
      key: 'code',
      title: t('gift.code'),
      render: (row) =>
        row.state === 'open' && row.balanceFen > 0 && (row.revealedCount === 0 ? maySell : mayReveal) ? (
          <GiftCode giftCardId={row.id} isAgain={row.revealedCount > 0} />
        ) : null,
    },
  ]
}

/** The card is made, then the desk sells it like any top-up: paid, receipted, and only then worth something. */
function SellDialog({ storeId, onClose }: { storeId: string; onClose: () => void }) {
  const { t } = useTranslation(['cards', 'common'])
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const isTaken = recallDesk(uuidv7).lines.length > 0
  const fen = parseYuan(text)
  const open = useMutation({
    mutationFn: (_amountFen: number) => answer(api.POST('/api/gift-cards', { body: { storeId } })),
    onSuccess: ({ id, memberId }, amountFen) => {
      rememberGiftSale(memberId, id)
      const line = { key: 'l1', kind: 'top_up' as const, amountFen }
      rememberDesk({ ...newDesk(uuidv7()), memberId, lines: [line], selectedKey: 'l1', lastKey: 1 })
      void navigate({ to: '/desk' })
    },
  })
  const errors = useFieldErrors(open.error)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const isWell = errors.check({ amount: (fen === null || fen < 1) && t('common:amountWrong') })
    if (isWell && fen !== null && !isTaken && !open.isPending) open.mutate(fen)
  }
  return (
    <Modal
      open
      title={t('gift.sell')}
      width={420}
      okText={t('gift.toDesk')}
      okButtonProps={{ disabled: isTaken }}
      confirmLoading={open.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form ref={errors.form} className={styles.stack} onSubmit={submit} noValidate>
        <p className={styles.soft}>{isTaken ? t('gift.deskTaken') : t('gift.sellAbout')}</p>
        <MoneyField label={t('gift.amount')} autoFocus value={text} error={errors.of('amount')} onChange={setText} />
        <ProblemAlert error={errors.rest} />
      </form>
    </Modal>
  )
}
