import { AppstoreOutlined, StarFilled } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { PriceCell } from '../prices/price-cell.tsx'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './catalog.module.css'
import type { Opened } from './catalog-page.tsx'
import { categoriesQuery, type ItemKind, itemsQuery, storePricesQuery } from './queries.ts'

type Item = Schema<'Item'>
/** More columns of prices than this no screen has room for; the others are found in the item itself. */
const STORE_COLUMNS = 3

export function ItemTable({ kind, mayManage, onOpen }: { kind: ItemKind; mayManage: boolean; onOpen: (opened: Opened) => void }) {
  const { t } = useTranslation('catalog')
  const search = useSearch({ from: '/shell/catalog' })
  const columns = useColumns(kind)
  const pages = useInfiniteQuery({
    ...itemsQuery({ kind, q: search.q, active: search.shown !== 'inactive' }),
    placeholderData: keepPreviousData,
  })
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items).filter((item) => item.kind === kind)
  if (rows.length === 0) {
    const isFiltered = Boolean(search.q ?? search.shown)
    return (
      <EmptyState
        icon={<AppstoreOutlined aria-hidden="true" />}
        title={isFiltered ? t('noneFound') : t(`none.${kind}`)}
        hint={isFiltered ? t('noneFoundHint') : t(`noneHint.${kind}`)}
        action={
          mayManage && !isFiltered ? (
            <Button type="primary" onClick={() => onOpen('new')}>
              {t(`add.${kind}`)}
            </Button>
          ) : undefined
        }
      />
    )
  }
  return (
    <>
      <DataTable<Item>
        label={t(`kinds.${kind}`)}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => onOpen({ itemId: row.id })}
        isMuted={(row) => !row.isActive}
      />
      <LoadMore pages={pages} />
    </>
  )
}

function useColumns(kind: ItemKind): Column<Item>[] {
  const { t } = useTranslation('catalog')
  const categories = useQuery(categoriesQuery)
  const priceColumns = usePriceColumns()
  const categoryName = (id: string | null) => categories.data?.items.find((c) => c.id === id)?.name ?? '—'
  const name: Column<Item> = {
    key: 'name',
    title: t('name'),
    render: (row) => (
      <MainCell
        title={
          <>
            {row.name}{' '}
            {row.isFavourite && <StarFilled className={styles.star} role="img" aria-label={t('favourite')} title={t('favourite')} />}
          </>
        }
        sub={row.code}
      />
    ),
  }
  if (kind === 'top_up') {
    return [
      name,
      { key: 'amount', title: t('topUpAmount'), align: 'right', render: (row) => <Money fen={row.topUp?.amountFen ?? 0} tone="strong" /> },
      { key: 'bonus', title: t('topUpBonus'), align: 'right', render: (row) => <Money fen={row.topUp?.bonusFen ?? 0} /> },
    ]
  }
  const category: Column<Item> = { key: 'category', title: t('category'), from: 'desktop', render: (row) => categoryName(row.categoryId) }
  const own: Record<Exclude<ItemKind, 'top_up'>, Column<Item>> = {
    service: {
      key: 'minutes',
      title: t('duration'),
      from: 'tablet',
      align: 'right',
      render: (row) => (row.minutes === null ? '—' : t('minutes', { count: row.minutes })),
    },
    product: { key: 'barcodes', title: t('barcodes'), from: 'desktop', render: (row) => row.barcodes.join('、') || '—' },
    pass: { key: 'contents', title: t('contents'), from: 'tablet', render: (row) => <PassWords item={row} /> },
  }
  return [name, category, own[kind], ...priceColumns]
}

/** What a pass holds, in one line. */
function PassWords({ item }: { item: Item }) {
  const { t } = useTranslation('catalog')
  const { pass } = item
  if (!pass) return null
  const words = pass.components.map((c) =>
    pass.isUnlimited
      ? c.serviceName
      : `${c.serviceName} × ${c.sessions}${c.giftedSessions > 0 ? ` ${t('giftWords', { count: c.giftedSessions })}` : ''}`,
  )
  const days = pass.validityDays
    ? t(pass.isUnlimited ? 'unlimitedDays' : pass.validityFrom === 'sale' ? 'daysFromSale' : 'daysFromUse', { count: pass.validityDays })
    : t('noExpiry')
  return <MainCell title={<span style={{ fontWeight: 400 }}>{words.join('、')}</span>} sub={days} />
}

/** The brand's price, then each store's where it differs. */
function usePriceColumns(): Column<Item>[] {
  const { t } = useTranslation('catalog')
  const { session, store } = useWorkplace()
  const mayPrice = useCan('manage', 'Price')
  const here = session.stores.filter((s) => s.id === store?.id)
  const stores = [...here, ...session.stores.filter((s) => s.id !== store?.id)].slice(0, STORE_COLUMNS)
  const prices = useQueries({ queries: stores.map((s) => storePricesQuery(s.id)) })
  return [
    {
      key: 'price',
      title: t('brandPrice'),
      align: 'right',
      render: (row) => <PriceCell item={row} storeId={null} where={t('brandPrice')} currentFen={row.brandPriceFen} isEditable={mayPrice} />,
    },
    ...stores.map(
      (s, index): Column<Item> => ({
        key: s.id,
        title: s.name,
        align: 'right',
        from: 'desktop',
        render: (row) => {
          const inForce = prices[index]?.data?.get(row.id) ?? null
          return (
            <PriceCell
              item={row}
              storeId={s.id}
              where={s.name}
              currentFen={inForce === row.brandPriceFen ? null : inForce}
              isEditable={mayPrice && row.isActive}
            />
          )
        },
      }),
    ),
  ]
}
