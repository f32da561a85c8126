/** A message was not taken over. `reason` names codes only: a server's own words may hold the address. */
export class NotSent extends Error {
  constructor(
    readonly reason: string,
    /** Whether the same message would be refused again, because of the address or of what it says. */
    readonly permanent: boolean,
  ) {
    super(`message not sent: ${reason}`);
    this.name = 'NotSent';
  }
}
