import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDebounced } from '../../lib/use-debounced.ts'
import { cartOf } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import { applySplit, type By, isOutdated, shapeOf } from './kept-split.ts'
import { splitQuery } from './queries.ts'
import { named, newcomers, type SharerRow } from './sharers.ts'
import { composeTenders, type Known } from './tenders.ts'

/** What the server is asked. Sessions and deposits of the payment pay before anybody shares. */
function useSplitRequest(known: Known) {
  const { state, storeId, tillId, plan, choice } = useDesk()
  return (sharers: readonly SharerRow[], by: By) => {
    const deposits = choice.filter((row) => row.kind === 'deposit')
    const tenders = plan.quote ? composeTenders(plan.quote, deposits, known) : 'auto'
    const cart = cartOf(state, { storeId, tillId }, tenders === 'auto' ? [] : tenders.filter((e) => e.kind === 'deposit'))
    return { cart, by, payers: named(sharers) }
  }
}

/** The shares, asked for anew when somebody joins, leaves, or pays another way. */
export function useSplit(known: Known, sharers: readonly SharerRow[], by: By) {
  const text = JSON.stringify(useSplitRequest(known)(sharers, by))
  const rested = useDebounced(text, 150)
  const query = useQuery({
    ...splitQuery(JSON.parse(rested) as ReturnType<ReturnType<typeof useSplitRequest>>),
    placeholderData: keepPreviousData,
  })
  const isOfOthers = query.data !== undefined && query.data.shares.length !== sharers.length
  return {
    data: isOfOthers ? undefined : query.data,
    error: query.error,
    isStale: rested !== text || query.isFetching || query.isPlaceholderData,
    refetch: query.refetch,
  }
}

export interface SplitAgain {
  /** The bill changed since it was shared: nothing is taken by shares that no longer fit. */
  isOutdated: boolean
  wasFen: number
  again: () => void
  isPending: boolean
  error: unknown
  /** The rows stay as they are. */
  keep: () => void
}

/** The same people once more, over the bill as it is now; where somebody has joined them, it is asked how. */
export function useSplitAgain(known: Known): SplitAgain {
  const { state, plan, choice, setChoice, split, open } = useDesk()
  const queryClient = useQueryClient()
  const requestOf = useSplitRequest(known)
  const quote = plan.quote
  const redo = useMutation({
    mutationFn: async () => {
      if (!split || !quote) return
      const { by, sharers } = split
      const shares = await queryClient.fetchQuery(splitQuery(requestOf(sharers, by)))
      const next = applySplit({ by, sharers, shares }, quote, state, choice)
      setChoice(next.choice, next.split)
    },
  })
  return {
    isOutdated: split !== null && quote !== undefined && isOutdated(split, shapeOf(quote, state, choice), choice),
    wasFen: split?.totalFen ?? 0,
    again: () => {
      // What is asked has to be the bill whose prices are known.
      if (!plan.current || !split || redo.isPending) return
      if (newcomers(split.sharers, state, plan.current.payers).length > 0) open({ kind: 'split' })
      else redo.mutate()
    },
    isPending: redo.isPending,
    error: redo.error,
    keep: () => setChoice(choice, null),
  }
}
