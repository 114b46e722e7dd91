import styles from './member-avatar.module.css'

interface MemberAvatarProps {
  member: { id?: string | undefined; name: string | null; number: string; photoId?: string | null | undefined }
  size?: 'small' | 'normal' | 'large'
}

const HUES = 8

/** Always the same shade for the same number, so that the eye finds people again. */
function shadeOf(number: string): number {
  let sum = 0
  for (const c of number) sum = (sum * 31 + c.charCodeAt(0)) % 9973
  return (sum % HUES) * (360 / HUES)
}

/** Who it is at a glance: the photo, else the first character of the name. The name stands beside it, so nothing is read aloud. */
export function MemberAvatar({ member, size = 'normal' }: MemberAvatarProps) {
  const name = member.name ?? member.number
  if (member.id && member.photoId) {
    const wanted = size === 'large' ? 'full' : 'thumb'
    const src = `/api/members/${member.id}/photo?size=${wanted}&v=${member.photoId}`
    return <img className={`${styles.avatar} ${styles[size]}`} src={src} alt="" loading="lazy" />
  }
  return (
    <span className={`${styles.avatar} ${styles[size]}`} style={{ filter: `hue-rotate(${shadeOf(member.number)}deg)` }} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  )
}
