import { lookup } from 'node:dns/promises';

/** Who knows the addresses of names. Not ours, so it is behind a port. */
export abstract class NameResolver {
  /** Every address of a name; none when nobody knows it. */
  abstract resolve(name: string): Promise<readonly string[]>;
}

/** As the system does it, its hosts file included. */
export class SystemResolver extends NameResolver {
  async resolve(name: string): Promise<readonly string[]> {
    const found = await lookup(name, { all: true }).catch(() => []);
    return found.map(({ address }) => address);
  }
}
