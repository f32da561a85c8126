import type { Category } from '../../catalog/index.ts';
import { checkPetition, contactOf } from './check-petition.ts';
import type { Draft } from './draft.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

const NOWHERE: Draft['location'] = {
  lat: null,
  lng: null,
  address: null,
  districtCode: null,
  villageCode: null,
  landmark: null,
  lightPoleNo: null,
};
const NOBODY: Draft['petitioner'] = { name: null, phone: null, email: null, address: null };

const call: Draft = {
  channel: 'HOTLINE',
  categoryCode: 'RD-001',
  subject: '路面坑洞',
  description: '有一個大坑洞',
  receivedAt: NOW,
  location: { ...NOWHERE, lat: 24.957, lng: 121.225 },
  petitioner: NOBODY,
  sentFrom: null,
  anonymous: false,
  confidential: false,
  preferredContact: null,
  language: 'zh-TW',
  answers: {},
  attachmentIds: [],
  callId: null,
  externalId: null,
  joinCaseNo: null,
};

const pothole: Category = {
  code: 'RD-001',
  nameZh: '道路坑洞修補',
  nameEn: 'Pothole repair',
  groupCode: 'RD',
  groupZh: '道路',
  urgency: 'P1',
  sla: { value: 4, unit: 'HOUR' },
  locationRequired: true,
  safetyHazard: true,
  confidential: false,
  directDispatch: true,
  cityAppearanceNo: 2,
  ownerAgencyCode: 'TY-RMO',
  keywords: [],
  aliases: [],
  validFrom: null,
  validTo: null,
  successorCode: null,
};
const library: Category = { ...pothole, code: 'CU-001', locationRequired: false, safetyHazard: false, cityAppearanceNo: null };

const letter: Partial<Draft> = { channel: 'CITY_MAILBOX', categoryCode: 'CU-001', location: NOWHERE };
const report: Partial<Draft> = { channel: 'CITY_APPEARANCE' };
const writer: Draft['petitioner'] = { ...NOBODY, email: 'lin@example.org' };

describe('a petition can be registered', () => {
  test.each<[string, Partial<Draft>, Category | null]>([
    ['by telephone, about a place', {}, pothole],
    ['without a category', { categoryCode: null, location: NOWHERE }, null],
    ['by letter weeks later', { channel: 'LETTER', receivedAt: minutesAgo(60 * 24 * 40) }, pothole],
    ['with a clock that is two minutes ahead', { receivedAt: minutesAgo(-2) }, pothole],
    ['to the mailbox, with an e-mail address', { ...letter, petitioner: writer }, library],
    ['to the mailbox without one, about a hazard', { ...letter, categoryCode: 'RD-001', location: call.location }, pothole],
    ['as city appearance, by a name', { ...report, location: { ...NOWHERE, address: '中正路100號' } }, pothole],
    ['as city appearance, by a lamp pole', { ...report, location: { ...NOWHERE, lightPoleNo: '中壢-1234' } }, pothole],
    [
      'with the telephone that is asked for',
      { preferredContact: 'SMS', petitioner: { ...NOBODY, phone: '0912345678' } },
      pothole,
    ],
    ['for somebody who wants no contact', { preferredContact: 'NONE' }, pothole],
  ])('%s', (_, difference, category) => {
    expect(checkPetition({ ...call, ...difference }, category, NOW)).toEqual([]);
  });
});

describe('a petition is refused', () => {
  test.each<[string, Partial<Draft>, Category | null, string[]]>([
    ['without words', { subject: '', description: '' }, pothole, ['subject field.required', 'description field.required']],
    ['of an unknown category', { categoryCode: 'XX-1' }, null, ['categoryCode category.unknown']],
    ['without the place its category needs', { location: NOWHERE }, pothole, ['location location.required']],
    ['from the future', { receivedAt: minutesAgo(-2.01) }, pothole, ['receivedAt receivedAt.future']],
    ['from another century', { receivedAt: new Date('1999-01-01T00:00:00Z') }, pothole, ['receivedAt receivedAt.too_early']],
    ['to the mailbox from nobody', letter, library, ['petitioner.email petitioner.email_required']],
    [
      'to the mailbox from nobody, about nothing',
      { ...letter, categoryCode: null },
      null,
      ['petitioner.email petitioner.email_required'],
    ],
    [
      'as city appearance that is none',
      { ...report, categoryCode: 'CU-001' },
      library,
      ['categoryCode category.not_city_appearance'],
    ],
    ['as city appearance of nothing', { ...report, categoryCode: null }, null, ['categoryCode category.not_city_appearance']],
    ['as city appearance of the unknown', { ...report, categoryCode: 'XX-1' }, null, ['categoryCode category.unknown']],
    ['as city appearance nowhere', { ...report, location: NOWHERE }, pothole, ['location location.required']],
    ['when a text message has no number', { preferredContact: 'SMS' }, pothole, ['petitioner.phone petitioner.contact_missing']],
    ['when a call has no number', { preferredContact: 'PHONE' }, pothole, ['petitioner.phone petitioner.contact_missing']],
    ['when a mail has no address', { preferredContact: 'EMAIL' }, pothole, ['petitioner.email petitioner.contact_missing']],
    ['when a letter has no address', { preferredContact: 'LETTER' }, pothole, ['petitioner.address petitioner.contact_missing']],
    ['with attachments, once for all', { attachmentIds: ['a', 'b'] }, pothole, ['attachmentIds attachment.unknown']],
    [
      'for everything at once',
      { ...report, subject: '', categoryCode: 'CU-001', location: NOWHERE, preferredContact: 'SMS', receivedAt: minutesAgo(-9) },
      library,
      [
        'subject field.required',
        'categoryCode category.not_city_appearance',
        'location location.required',
        'receivedAt receivedAt.future',
        'petitioner.phone petitioner.contact_missing',
      ],
    ],
  ])('%s', (_, difference, category, errors) => {
    const found = checkPetition({ ...call, ...difference }, category, NOW);
    expect(found.map(({ field, code }) => `${field} ${code}`)).toEqual(errors);
    for (const { text } of found) expect(Object.keys(text).sort()).toEqual(['en', 'zh-TW']);
  });
});

describe('a petitioner is reached', () => {
  test.each<[string, Partial<Draft>, string]>([
    ['as they asked', { preferredContact: 'PHONE', petitioner: { ...writer, phone: '03-4271234' } }, 'PHONE'],
    ['by mail, when they left an address', { petitioner: { ...writer, phone: '0912345678' } }, 'EMAIL'],
    ['by text message, when they left a number', { petitioner: { ...NOBODY, phone: '0912345678' } }, 'SMS'],
    ['by letter, when they left no other way', { petitioner: { ...NOBODY, address: '中正路1號' } }, 'LETTER'],
    ['not at all, when they left nothing', { petitioner: { ...NOBODY, name: '王小明' } }, 'NONE'],
  ])('%s', (_, difference, contact) => {
    expect(contactOf({ ...call, ...difference })).toBe(contact);
  });
});
