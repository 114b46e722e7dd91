import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { useTellSaved } from '../../components/saved-note.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { settingsQuery } from './queries.ts'

/** Saves a part of the settings; what others changed meanwhile is refused and can be fetched. */
export function useEditSettings(version: number, part: string) {
  const queryClient = useQueryClient()
  const tellSaved = useTellSaved(part)
  const save = useMutation({
    mutationFn: (change: Schema<'SettingsChange'>) =>
      answer(api.PATCH('/api/settings', { body: change, headers: { 'If-Match': `"${version}"` } })),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings)
      tellSaved()
      for (const key of ['session', 'quote']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  const reload = async () => {
    await queryClient.invalidateQueries(settingsQuery)
    save.reset()
  }
  return { save, reload }
}
