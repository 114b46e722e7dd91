import { SmileOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import type { CartLine } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'
import styles from './group.module.css'
import { type FinderChoice, PersonFinder } from './person-finder.tsx'
import { memberQuery, useMemberName } from './queries.ts'
import { isSame, othersOn, type Whose, whoseOf } from './whose.ts'

/** Most letters of the word for somebody without a card; longer numbers are phones and member numbers. */
const GUEST_LENGTH = 20

/** Whose line it is: the bill's member, somebody who is on the bill already, another member, or a friend by a word. */
export function WhoseDialog({ line }: { line: CartLine }) {
  const { t } = useTranslation(['group', 'shifts'])
  const { state, dispatch, close } = useDesk()
  const queryClient = useQueryClient()
  const own = useMemberName(state.memberId)
  const now = whoseOf(line)
  const take = (whose: Whose | null) => {
    dispatch({ type: 'whose', key: line.key, whose })
    close()
  }
  const choices: FinderChoice[] = [null, ...othersOn(state.lines)].map((whose) => ({
    key: whose === null ? 'own' : 'guest' in whose ? `guest ${whose.guest}` : whose.memberId,
    title: whose === null ? own || t('whose.walkIn') : 'guest' in whose ? whose.guest : <MemberName memberId={whose.memberId} />,
    note: whose === null ? t('whose.own') : 'guest' in whose ? t('whose.guest') : t('whose.onBill'),
    icon: <Icon of={whose === null ? 'own' : 'guest' in whose ? 'guest' : 'member'} />,
    isChosen: isSame(whose, now),
    take: () => take(whose),
  }))
  const guestOf = (text: string): FinderChoice | null =>
    text.length > GUEST_LENGTH || /\d{3}/.test(text)
      ? null
      : {
          key: 'guest',
          title: text,
          note: t('whose.asGuest'),
          icon: <Icon of="guest" />,
          take: () => take({ guest: text }),
        }
  return (
    <Modal open title={t('whose.title')} width={480} footer={null} onCancel={close}>
      <PersonFinder
        label={t('whose.find')}
        placeholder={t('whose.placeholder')}
        choices={choices}
        choiceOfText={guestOf}
        onMember={(member) => {
          // Known already, so that the line shows the name at once.
          void queryClient.prefetchQuery(memberQuery(member.id))
          take({ memberId: member.id })
        }}
      />
    </Modal>
  )
}

function MemberName({ memberId }: { memberId: string }) {
  return useMemberName(memberId)
}

const icons = { own: <UserOutlined />, guest: <SmileOutlined />, member: <TeamOutlined /> }

function Icon({ of }: { of: keyof typeof icons }) {
  return (
    <span className={styles.icon} aria-hidden="true">
      {icons[of]}
    </span>
  )
}
