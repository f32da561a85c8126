import { AddressList, isPublicAddress } from './address-list.ts';

test.each([
  ['10.1.2.3', true],
  ['::ffff:10.1.2.3', true],
  ['10.2.0.0', false],
  ['192.0.2.7', true],
  ['192.0.2.8', false],
  ['2001:db8:1::1', true],
  ['2001:db9::1', false],
  ['', false],
  ['unknown', false],
  ['10.1.2.3, 8.8.8.8', false],
])('%s in a list: %s', (address, listed) => {
  expect(AddressList.of(['10.1.0.0/16', '192.0.2.7', '2001:db8::/32']).has(address)).toBe(listed);
});

test('nobody is in an empty list', () => {
  expect(AddressList.of([]).isEmpty).toBe(true);
  expect(AddressList.of([]).has('127.0.0.1')).toBe(false);
});

test.each(['10.1', '10.1/16', '10.0.0.0/33', 'proxy.example', '10.0.0.1-10.0.0.9', ''])('%j is no address', (text) => {
  expect(() => AddressList.of([text])).toThrow(new RangeError(text));
});

test.each(['8.8.8.8', '203.66.1.1', '2001:b000::1', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['this machine', '127.0.0.1', '127.1.2.3', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1'],
  ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '::ffff:192.168.1.1'],
  ['link-local, where clouds tell secrets', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', '::ffff:169.254.169.254'],
  ['unique-local', 'fc00::1', 'fd00:ec2::254', 'fec0::1'],
  ['multicast', '224.0.0.1', '239.255.255.250', 'ff02::1'],
  ['reserved', '240.0.0.1', '255.255.255.255', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1', '100::1'],
  ['an IPv4 address in another coat', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['no address at all', 'localhost', '2130706433', '0x7f.1', '127.1', '', '1.2.3.4.5'],
])('%s is not public', (_, ...addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});
