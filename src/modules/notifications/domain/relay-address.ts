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

/** The petitions whose addresses are among these, in their order; whether there are such petitions is not known here. */
export function relayKeysIn(mailbox: string, addresses: readonly string[]): RelayKey[] {
  const pattern = relayPattern(mailbox);
  return addresses.flatMap((address) => {
    const [, petitionNo, token] = new RegExp(`^${pattern}$`, 'i').exec(address) ?? [];
    return petitionNo && token ? [{ petitionNo: petitionNo.toUpperCase(), token: token.toLowerCase() }] : [];
  });
}

/** A text in which the addresses of petitions are that of the mailbox alone: whoever reads the text must not write in a petitioner's place. */
export const withoutRelayKeys = (mailbox: string, text: string): string =>
  text.replaceAll(new RegExp(relayPattern(mailbox), 'gi'), mailbox);

function relayPattern(mailbox: string): string {
  const at = mailbox.lastIndexOf('@');
  const [name, domain] = [mailbox.slice(0, at), mailbox.slice(at)].map((part) => part.replaceAll('.', String.raw`\.`));
  return String.raw`${name!}\+([a-z0-9-]{8,20})\.([0-9a-f]{20})${domain!}`;
}
