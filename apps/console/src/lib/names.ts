/** A name in two letters for an avatar: the given name of a Chinese one, the first letters of any other. */
export function shortName(name: string): string {
  const letters = [...name.trim()]
  const isChinese = /\p{Script=Han}/u.test(letters.at(0) ?? '')
  return (isChinese ? letters.slice(-2) : letters.slice(0, 2)).join('')
}
