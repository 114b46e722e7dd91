import { EmptyState } from '../../components/empty-state.tsx'
export function SetupPage() {
  return <EmptyState title="" />
}
