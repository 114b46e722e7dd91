import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { forgetPerson, signOut } from '../session/queries.ts'
import { Passkeys } from './passkeys.tsx'
import { SecondFactor } from './second-factor.tsx'

/** A role asks for a second factor and there is none yet: nothing else opens before. */
export function FactorGate() {
  const { t } = useTranslation(['security', 'common', 'account'])
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      forgetPerson(queryClient)
    },
  })
  return (
    <main>
      <PageHeader title={t('gate.title')} about={t('gate.about')}>
        <Button onClick={() => leave.mutate()} loading={leave.isPending}>
          {t('common:signOut')}
        </Button>
      </PageHeader>
      <PageBody width="narrow">
        <SecondFactor />
        <Passkeys />
      </PageBody>
    </main>
  )
}
