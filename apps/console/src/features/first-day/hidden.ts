/** Whether the first day was put away on this device. */
const REMEMBERED = 'yunbin.first-day'

export function isPutAway(): boolean {
  return localStorage.getItem(REMEMBERED) === 'away'
}

export function putAway(): void {
  localStorage.setItem(REMEMBERED, 'away')
}
