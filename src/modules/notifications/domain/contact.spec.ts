import fc from 'fast-check';
import { canBeReached, CHANNELS, CONTACTS } from '../../petitions/index.ts';
import {
  chooseConfirmationContact,
  chooseContact,
  chooseOtherContact,
  chooseReceiptContact,
  type ContactDetails,
  mobileNumber,
} from './contact.ts';

const caller: ContactDetails = {
  petitionNo: 'P2026-0000001-7',
  channel: 'HOTLINE',
  preferredContact: 'EMAIL',
  email: 'lin@example.org',
  phone: '0912-345-678',
  address: '桃園市中壢區中正路100號',
};

test.each([
  ['EMAIL', { by: 'MACHINE', channel: 'EMAIL', recipient: 'lin@example.org' }],
  ['SMS', { by: 'MACHINE', channel: 'SMS', recipient: '0912345678' }],
  ['PHONE', { by: 'PERSON', channel: 'PHONE', recipient: '0912-345-678' }],
  ['LETTER', { by: 'PERSON', channel: 'LETTER', recipient: '桃園市中壢區中正路100號' }],
] as const)('a petitioner is reached the way they prefer: %s', (preferredContact, reach) => {
  expect(chooseContact({ ...caller, preferredContact })).toEqual(reach);
});

test('whoever wants no contact is left alone, and the reason is told', () => {
  expect(chooseContact({ ...caller, preferredContact: 'NONE' })).toEqual({
    by: 'NOBODY',
    channel: 'NONE',
    recipient: 'petition:P2026-0000001-7',
    reason: 'CONTACT_REFUSED',
  });
});

test('without an address for the preferred way the next best one is taken', () => {
  expect(chooseContact({ ...caller, email: null }).channel).toBe('SMS');
  expect(chooseContact({ ...caller, email: null, phone: '03-332-2101' }).channel).toBe('PHONE');
  expect(chooseContact({ ...caller, email: null, phone: null }).channel).toBe('LETTER');
});

test('without any address nobody is reached', () => {
  expect(chooseContact({ ...caller, email: null, phone: null, address: null })).toMatchObject({ reason: 'NO_CONTACT' });
});

test('a petitioner is reached exactly when they can be: whatever they prefer, there is something to reach them by, and they refused nothing', () => {
  const way = (text: string) => fc.option(fc.constant(text));
  const phones = fc.option(fc.constantFrom('0912-345-678', '03-332-2101'));
  const found = { email: way('lin@example.org'), phone: phones, address: way('中正路100號') };
  fc.assert(
    fc.property(
      fc.record({ ...found, preferredContact: fc.constantFrom(...CONTACTS), channel: fc.constantFrom(...CHANNELS) }),
      (details) => {
        expect(chooseContact({ ...caller, ...details }).by !== 'NOBODY').toBe(canBeReached(details));
      },
    ),
  );
});

test('the web mailbox answers by e-mail, whatever else was given', () => {
  expect(chooseContact({ ...caller, channel: 'CITY_MAILBOX', preferredContact: 'PHONE' }).channel).toBe('EMAIL');
});

test('whoever was told the number by telephone or at the counter is not called to hear it again', () => {
  const byPhone = { ...caller, preferredContact: 'PHONE' } as const;
  expect(chooseReceiptContact(byPhone)).toMatchObject({ by: 'NOBODY', reason: 'TOLD_IN_PERSON' });
  expect(chooseReceiptContact({ ...byPhone, channel: 'LETTER' }).channel).toBe('PHONE');
  expect(chooseReceiptContact(caller).channel).toBe('EMAIL');
});

test.each<[string, Partial<ContactDetails>, string]>([
  ['the text message follows the mail', {}, 'SMS'],
  ['the call follows the mail, where there is no mobile', { phone: '03-332-2101' }, 'PHONE'],
  ['the mail follows the text message', { preferredContact: 'SMS' }, 'EMAIL'],
  ['the call follows the text message, where there is no mail', { preferredContact: 'SMS', email: null }, 'PHONE'],
  ['the mail follows the call', { preferredContact: 'PHONE' }, 'EMAIL'],
  ['the text message follows the call', { preferredContact: 'PHONE', email: null }, 'SMS'],
])('whoever was told and not heard is told another way: %s', (_, difference, channel) => {
  expect(chooseOtherContact({ ...caller, ...difference }).channel).toBe(channel);
});

test('there may be no other way, and a letter is none', () => {
  expect(chooseOtherContact({ ...caller, phone: null })).toMatchObject({ by: 'NOBODY', reason: 'NO_OTHER_CONTACT' });
  const landline = { ...caller, preferredContact: 'PHONE', email: null, phone: '03-332-2101' } as const;
  expect(chooseOtherContact(landline)).toMatchObject({ by: 'NOBODY', reason: 'NO_OTHER_CONTACT' });
  expect(chooseOtherContact({ ...caller, preferredContact: 'NONE' })).toMatchObject({ reason: 'CONTACT_REFUSED' });
});

test('the link that proves an address goes to that address, also for those who want no contact later', () => {
  expect(chooseConfirmationContact({ ...caller, preferredContact: 'NONE' })).toMatchObject({ recipient: 'lin@example.org' });
  expect(chooseConfirmationContact({ ...caller, email: null })).toMatchObject({ by: 'NOBODY' });
});

test.each([
  ['0912345678', '0912345678'],
  ['0912-345-678', '0912345678'],
  ['+886 912 345 678', '0912345678'],
  ['886912345678', '0912345678'],
  ['０９１２３４５６７８', '0912345678'],
  ['(03) 332-2101', null],
  ['1999', null],
  ['0912 345 67', null],
])('%s is the mobile number %s', (phone, mobile) => {
  expect(mobileNumber(phone)).toBe(mobile);
});
