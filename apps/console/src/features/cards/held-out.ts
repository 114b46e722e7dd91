/** What a customer holds out at the desk, and gift cards that passed over it since this page was loaded. Codes are never kept on the disk. */

/** A member's QR or a gift card's code: worth asking the server at once, before anybody looks for a name. */
export function isHeldOut(text: string): boolean {
  const code = text.trim().toUpperCase()
  return /^M[SR][0-9A-HJKMNP-TV-Z]{26,32}$/.test(code) || /^G[0-9A-Z]{15}$/.test(code.replaceAll(/[\s-]/g, ''))
}

const codes = new Map<string, string>()
const sales = new Map<string, string>()

/** The code by which a gift card's holder came to the desk: it is asked for again when the bill is paid. */
export function rememberGiftCode(holderId: string, code: string): void {
  codes.set(holderId, code)
}

export function giftCodeOf(holderId: string | null): string | undefined {
  return holderId === null ? undefined : codes.get(holderId)
}

/** A gift card that is being sold: its code is shown once the holder's bill is paid. */
export function rememberGiftSale(holderId: string, giftCardId: string): void {
  sales.set(holderId, giftCardId)
}

export function giftSaleOf(holderId: string | null): string | undefined {
  return holderId === null ? undefined : sales.get(holderId)
}
