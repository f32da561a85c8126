/** What tells the relay address of a petition from the others. */
export interface RelayKey {
  readonly petitionNo: string;
  readonly token: string;
}

/**
 * `relay+p26-000042-7.9f…@city.example`: the number for the people who read the mailbox, the token so that nobody writes to a case whose
 * number they guessed. Small letters and digits alone, for mail programs change the others.
 *
 * @param mailbox of the city, without a `+`
 */
export function relayAddress(mailbox: string, { petitionNo, token }: RelayKey): string {
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}+${petitionNo.toLowerCase()}.${token}${mailbox.slice(at)}`;
}
