import { isIP } from 'node:net';
import { isPublicAddress } from '../addresses/index.ts';
import type { NameResolver } from './name-resolver.port.ts';
import { NotFetched } from './not-fetched.ts';

/** An address that was looked at, and the machine that it means: the connection goes there and nowhere else. */
export interface Destination {
  readonly url: URL;
  readonly address: string;
}

/** What may be called besides the public internet by https; for tests, which have no internet. */
export type Exception = (destination: Destination) => boolean;

const PORTS: readonly string[] = ['', '443', '8443'];

/**
 * Where an address leads, if it may be called: by https, without a name and a password, on a port of the web, to machines that are all in
 * the public internet. A name is resolved here, once: what it means a moment later does not count.
 *
 * @throws NotFetched
 */
export async function destinationOf(text: string, resolver: NameResolver, exception: Exception): Promise<Destination> {
  if (!URL.canParse(text)) throw new NotFetched('ADDRESS_MALFORMED', true);
  const url = new URL(text);
  if (!['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new NotFetched('ADDRESS_MALFORMED', true);
  }
  const addresses = await addressesOf(url.hostname, resolver);
  const destinations = addresses.map((address) => ({ url, address }));
  // One private address among public ones is no accident either
  if (!destinations.every((destination) => isOutside(destination) || exception(destination))) {
    throw new NotFetched('ADDRESS_REFUSED', true);
  }
  return destinations[0]!;
}

const isOutside = ({ url, address }: Destination): boolean =>
  url.protocol === 'https:' && PORTS.includes(url.port) && isPublicAddress(address);

/** @throws NotFetched */
async function addressesOf(hostname: string, resolver: NameResolver): Promise<readonly string[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1'); // the URL has already turned 0x7f.1 and 2130706433 into 127.0.0.1
  if (isIP(literal) !== 0) return [literal];
  const found = await resolver.resolve(hostname);
  if (found.length === 0) throw new NotFetched('NAME_UNKNOWN', false);
  return found;
}
