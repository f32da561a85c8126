import { relayAddress } from './relay-address.ts';

test('each petition has an address of its own in the city’s mailbox', () => {
  expect(relayAddress('relay@city.example', { petitionNo: 'P26-000042-7', token: '9f00' })).toBe(
    'relay+p26-000042-7.9f00@city.example',
  );
});
