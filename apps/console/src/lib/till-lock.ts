/** Whether the lock screen of a shared till covers everything: a scanner is not listened to meanwhile. */
export function isTillLocked(): boolean {
  return document.querySelector('[data-till-locked]') !== null
}
