import fc from 'fast-check';
import { canBeReached, CHANNELS, CONTACTS } from '../../petitions/index.ts';
import {
  chooseConfirmationContact,
  chooseContact,
  chooseOtherContact,
  chooseReceiptContact,
  type ContactDetails,
  type Means,
  mobileNumber,
} from './contact.ts';

const EVERYTHING: Means = { textMessages: true };
const NO_GATEWAY: Means = { textMessages: false };

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
  expect(chooseContact({ ...caller, preferredContact }, EVERYTHING)).toEqual(reach);
});

test('whoever wants no contact is left alone, and the reason is told', () => {
  expect(chooseContact({ ...caller, preferredContact: 'NONE' }, EVERYTHING)).toEqual({
    by: 'NOBODY',
    channel: 'NONE',
    recipient: 'petition:P2026-0000001-7',
    reason: 'CONTACT_REFUSED',
  });
});

test('without an address for the preferred way the next best one is taken', () => {
  expect(chooseContact({ ...caller, email: null }, EVERYTHING).channel).toBe('SMS');
  expect(chooseContact({ ...caller, email: null, phone: '03-332-2101' }, EVERYTHING).channel).toBe('PHONE');
  expect(chooseContact({ ...caller, email: null, phone: null }, EVERYTHING).channel).toBe('LETTER');
});

test('without any address nobody is reached', () => {
  expect(chooseContact({ ...caller, email: null, phone: null, address: null }, EVERYTHING)).toMatchObject({
    reason: 'NO_CONTACT',
  });
});

test('a petitioner is reached exactly when they can be: whatever they prefer, there is something to reach them by, and they refused nothing', () => {
  const way = (text: string) => fc.option(fc.constant(text));
  const phones = fc.option(fc.constantFrom('0912-345-678', '03-332-2101'));
  const found = { email: way('lin@example.org'), phone: phones, address: way('中正路100號') };
  fc.assert(
    fc.property(
      fc.record({ ...found, preferredContact: fc.constantFrom(...CONTACTS), channel: fc.constantFrom(...CHANNELS) }),
      (details) => {
        for (const means of [EVERYTHING, NO_GATEWAY])
          expect(chooseContact({ ...caller, ...details }, means).by !== 'NOBODY').toBe(canBeReached(details));
      },
    ),
  );
});

test('the web mailbox answers by e-mail, whatever else was given', () => {
  expect(chooseContact({ ...caller, channel: 'CITY_MAILBOX', preferredContact: 'PHONE' }, EVERYTHING).channel).toBe('EMAIL');
});

test('whoever was told the number by telephone or at the counter is not called to hear it again', () => {
  const byPhone = { ...caller, preferredContact: 'PHONE' } as const;
  expect(chooseReceiptContact(byPhone, EVERYTHING)).toMatchObject({ by: 'NOBODY', reason: 'TOLD_IN_PERSON' });
  expect(chooseReceiptContact({ ...byPhone, channel: 'LETTER' }, EVERYTHING).channel).toBe('PHONE');
  expect(chooseReceiptContact(caller, EVERYTHING).channel).toBe('EMAIL');
});

test.each<[string, Partial<ContactDetails>, string]>([
  ['the text message follows the mail', {}, 'SMS'],
  ['the call follows the mail, where there is no mobile', { phone: '03-332-2101' }, 'PHONE'],
  ['the mail follows the text message', { preferredContact: 'SMS' }, 'EMAIL'],
  ['the call follows the text message, where there is no mail', { preferredContact: 'SMS', email: null }, 'PHONE'],
  ['the mail follows the call', { preferredContact: 'PHONE' }, 'EMAIL'],
  ['the text message follows the call', { preferredContact: 'PHONE', email: null }, 'SMS'],
])('whoever was told and not heard is told another way: %s', (_, difference, channel) => {
  expect(chooseOtherContact({ ...caller, ...difference }, EVERYTHING).channel).toBe(channel);
});

test('there may be no other way, and a letter is none', () => {
  expect(chooseOtherContact({ ...caller, phone: null }, EVERYTHING)).toMatchObject({ by: 'NOBODY', reason: 'NO_OTHER_CONTACT' });
  const landline = { ...caller, preferredContact: 'PHONE', email: null, phone: '03-332-2101' } as const;
  expect(chooseOtherContact(landline, EVERYTHING)).toMatchObject({ by: 'NOBODY', reason: 'NO_OTHER_CONTACT' });
  expect(chooseOtherContact({ ...caller, preferredContact: 'NONE' }, EVERYTHING)).toMatchObject({ reason: 'CONTACT_REFUSED' });
});

describe('where no gateway takes text messages', () => {
  const mobileOnly = { ...caller, email: null, preferredContact: 'SMS' } as const;

  test('whoever has only a mobile number is called at it', () => {
    expect(chooseContact(mobileOnly, NO_GATEWAY)).toEqual({ by: 'PERSON', channel: 'PHONE', recipient: '0912-345-678' });
  });

  test('whoever wants text messages and can be written to is written to', () => {
    expect(chooseContact({ ...caller, preferredContact: 'SMS' }, NO_GATEWAY).channel).toBe('EMAIL');
  });

  test('the call follows the mail, and nothing follows the call', () => {
    expect(chooseOtherContact(caller, NO_GATEWAY).channel).toBe('PHONE');
    expect(chooseOtherContact(mobileOnly, NO_GATEWAY)).toMatchObject({ by: 'NOBODY', reason: 'NO_OTHER_CONTACT' });
  });

  test('whoever called is not called back to hear the number', () => {
    expect(chooseReceiptContact(mobileOnly, NO_GATEWAY)).toMatchObject({ by: 'NOBODY', reason: 'TOLD_IN_PERSON' });
  });
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
