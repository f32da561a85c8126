import { relayAddress, relayKeysIn, withoutRelayKeys } from './relay-address.ts';

const MAILBOX = 'relay.1999@city.example';
const KEY = { petitionNo: 'P26-000042-7', token: '9f00aa11bb22cc33dd44' };

test('a petition’s address names its petition, and cannot be guessed from that', () => {
  expect(relayAddress('relay@city.example', { petitionNo: 'P26-000042-7', token: '9f00' })).toBe(
    'relay+p26-000042-7.9f00@city.example',
  );
});

test('an address that was made is read back, in whatever letters', () => {
  const address = relayAddress(MAILBOX, KEY);
  expect(relayKeysIn(MAILBOX, ['somebody@else.example', address, address.toUpperCase()])).toEqual([KEY, KEY]);
});

test.each([
  'relay.1999@city.example',
  'relay.1999+p26-000042-7@city.example',
  'relay.1999+p26-000042-7.9f00@city.example',
  'relayx1999+p26-000042-7.9f00aa11bb22cc33dd44@city.example',
  'relay.1999+p26-000042-7.9f00aa11bb22cc33dd44@city.example.org',
  'relay.1999+p26-000042-7.9f00aa11bb22cc33dd44@other.example',
])('%s is the address of no petition', (address) => {
  expect(relayKeysIn(MAILBOX, [address])).toEqual([]);
});

test('a text that was quoted gives no address away', () => {
  const quoted = `收件者: <${relayAddress(MAILBOX, KEY)}>, 副本: ${relayAddress(MAILBOX, KEY).toUpperCase()}`;
  expect(withoutRelayKeys(MAILBOX, quoted)).toBe(`收件者: <${MAILBOX}>, 副本: ${MAILBOX}`);
});
