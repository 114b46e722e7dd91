import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import styles from './data-table.module.css'
import { ProblemAlert } from './problem-alert.tsx'

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  error: unknown
  fetchNextPage: () => unknown
}

/** The foot of a list that comes page by page. */
export function LoadMore({ pages }: { pages: Pages }) {
  const { t } = useTranslation('common')
  if (!pages.hasNextPage) return null
  return (
    <div className={styles.more}>
      {pages.isFetchNextPageError && <ProblemAlert error={pages.error} />}
      <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
        {t('loadMore')}
      </Button>
    </div>
  )
}
