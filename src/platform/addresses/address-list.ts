import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;
type Network = readonly [Address, number];

/** Addresses and networks, as `10.1.0.0/16`, `2001:db8::/32` or `192.0.2.7`. */
export class AddressList {
  private constructor(private readonly networks: readonly Network[]) {}

  /** @throws RangeError whose message is the first text that is neither an address nor a network */
  static of(texts: readonly string[]): AddressList {
    return new AddressList(texts.map(networkOf));
  }

  get isEmpty(): boolean {
    return this.networks.length === 0;
  }

  /** Whether an address belongs to one of them. An IPv4 address is the same when it comes as an IPv6 one (`::ffff:192.0.2.7`). */
  has(text: string): boolean {
    const address = addressOf(text);
    return address !== null && this.networks.some(([net, bits]) => net.kind() === address.kind() && address.match(net, bits));
  }
}

/** Global unicast; what else there is in IPv6 is local, or reserved, or holds an IPv4 address that may be local. */
const GLOBAL_IPV6: Network = [ipaddr.process('2000::'), 3];

/**
 * Whether an address lies in the public internet: not this machine, no private, shared, link-local, unique-local, multicast,
 * documentation or reserved network, and no IPv6 address that stands for an IPv4 one (6to4, Teredo, NAT64). The services by which
 * clouds tell a machine its secrets (169.254.169.254, fd00:ec2::254) are link-local and unique-local.
 */
export function isPublicAddress(text: string): boolean {
  const address = addressOf(text);
  if (address?.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_IPV6[0], GLOBAL_IPV6[1]);
}

function addressOf(text: string): Address | null {
  // A zone (`fe80::1%eth0`) is part of this machine's view, not of the address
  return ipaddr.isValid(text) && !text.includes('%') ? ipaddr.process(text) : null;
}

function networkOf(text: string): Network {
  const single = addressOf(text);
  if (single !== null && isWritten(text)) return [single, single.kind() === 'ipv4' ? 32 : 128];
  if (!ipaddr.isValidCIDR(text) || !isWritten(text.split('/')[0]!)) throw new RangeError(text);
  return ipaddr.parseCIDR(text);
}

/** All of its four numbers: the library takes `10.1` for 10.0.0.1, and whoever typed it meant something else. */
const isWritten = (address: string): boolean => address.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(address);
