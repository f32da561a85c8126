import { IN_ZHONGLI, libraryLetter, OUTSIDE, pothole } from '../support/petition-bodies.ts';
import { expectProblem, type ExpectedProblem } from '../support/problem.ts';
import { rowCounts } from '../support/row-counts.ts';
import { type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let before: Record<string, number>;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
  before = await rowCounts(city);
});

afterEach(async () => {
  await city.drain();
  expect(await rowCounts(city)).toEqual(before);
});

afterAll(() => city.close());

const INVALID = { status: 422, code: 'input.invalid' };
const invalid = (fields: Record<string, string>): ExpectedProblem => ({ ...INVALID, fields });
const MALFORMED = { status: 400, code: 'request.malformed' };
const long = (characters: number): string => '長'.repeat(characters);

describe('a body that is no JSON object is refused', () => {
  test.each<[string, string | Buffer, ExpectedProblem]>([
    ['half a document', '{"channel":"HOTLINE",', MALFORMED],
    ['nothing', '', MALFORMED],
    ['words', 'pothole', MALFORMED],
    ['NaN', '{"location":{"lat":NaN,"lng":121}}', MALFORMED],
    ['bytes that are no UTF-8', Buffer.from(JSON.stringify(pothole).replace('路', '\u00ff'), 'latin1'), MALFORMED],
    ['a list', '[]', { status: 400, code: 'request.body_not_object' }],
    ['a text', '"pothole"', { status: 400, code: 'request.body_not_object' }],
    ['a number', '1999', { status: 400, code: 'request.body_not_object' }],
    ['null', 'null', INVALID],
    ['a prototype', '{"__proto__":{"channel":"HOTLINE"},"subject":"a","description":"b"}', MALFORMED],
    ['a constructor', '{"constructor":{"prototype":{"channel":"HOTLINE"}}}', MALFORMED],
    ['lists in lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, { status: 400, code: 'request.body_not_object' }],
  ])('%s', async (_, body, problem) => {
    expectProblem(await operator.post('/petitions', body), problem);
  });

  test.each([15, 9_000])('%i objects in each other', async (depth) => {
    const deep = `{"subject":"a","description":"b","channel":"HOTLINE","answers":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;
    const problem = depth === 15 ? invalid({ answers: 'field.answers' }) : { status: 400, code: 'request.body_too_deep' };
    expectProblem(await operator.post('/petitions', deep), problem);
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('as %s', async (type) => {
    const answer = await operator.post('/petitions', JSON.stringify(pothole), { 'content-type': type });
    expectProblem(answer, { status: 415, code: 'request.unsupported_media_type' });
  });

  test('over the limit', async () => {
    const answer = await operator.post('/petitions', { ...pothole, description: 'x'.repeat(300 * 1024) });
    expectProblem(answer, { status: 413, code: 'request.too_large' });
  });
});

describe('a petition is refused, and every wrong field is named', () => {
  test.each<[string, object, Record<string, string>]>([
    ['nothing in it', {}, { channel: 'field.required', subject: 'field.required', description: 'field.required' }],
    ['blanks', { ...pothole, subject: ' \n', description: '　' }, { subject: 'field.required', description: 'field.required' }],
    [
      'blanks without width',
      { ...pothole, subject: '\u200b\u2060', description: '\ufeff' },
      { subject: 'field.required', description: 'field.required' },
    ],
    ['bytes that were no text', { ...pothole, subject: '路\ufffd面' }, { subject: 'field.control_characters' }],
    [
      'unknown fields',
      { ...pothole, colour: 1, petitioner: { pet: 'cat' } },
      { colour: 'field.unknown', 'petitioner.pet': 'field.unknown' },
    ],
    [
      'wrong types',
      { channel: 7, subject: [], description: {}, location: 'here', petitioner: [], answers: 'no', attachmentIds: 'a' },
      {
        channel: 'field.not_allowed',
        subject: 'field.type',
        description: 'field.type',
        location: 'field.type',
        petitioner: 'field.type',
        answers: 'field.type',
        attachmentIds: 'field.type',
      },
    ],
    ['a list for a place', { ...pothole, location: [IN_ZHONGLI] }, { location: 'field.type' }],
    [
      'texts too long',
      {
        ...pothole,
        subject: long(201),
        description: long(4_001),
        callId: long(101),
        location: { ...IN_ZHONGLI, address: long(301), landmark: long(301) },
        petitioner: { name: long(101), phone: '0'.repeat(31), address: long(301) },
      },
      {
        subject: 'field.too_long',
        description: 'field.too_long',
        callId: 'field.too_long',
        'location.address': 'field.too_long',
        'location.landmark': 'field.too_long',
        'petitioner.name': 'field.too_long',
        'petitioner.phone': 'field.too_long',
        'petitioner.address': 'field.too_long',
      },
    ],
    ['NUL', { ...pothole, subject: 'a\u0000b' }, { subject: 'field.control_characters' }],
    ['an escape sequence', { ...pothole, description: '\u001b[31mred' }, { description: 'field.control_characters' }],
    ['half a character', { ...pothole, subject: 'a\ud83d' }, { subject: 'field.control_characters' }],
    [
      'text that turns around',
      { ...pothole, petitioner: { name: 'a\u202eb' } },
      { 'petitioner.name': 'field.control_characters' },
    ],
    ['an unknown channel', { ...pothole, channel: 'TELEGRAM' }, { channel: 'field.not_allowed' }],
    ['a channel of citizens', { ...pothole, channel: 'CITY_MAILBOX' }, { channel: 'field.not_allowed' }],
    ['an unknown category', { ...pothole, categoryCode: 'RD-999' }, { categoryCode: 'category.unknown' }],
    ['no place where one is needed', { ...pothole, location: null }, { location: 'location.required' }],
    ['half a point', { ...pothole, location: { lat: 24.9 } }, { 'location.lng': 'field.required' }],
    [
      'a point off the globe',
      { ...pothole, location: { lat: 240, lng: -1e9 } },
      { 'location.lat': 'field.out_of_range', 'location.lng': 'field.out_of_range' },
    ],
    [
      'a point in words',
      { ...pothole, location: { lat: '24.957', lng: true } },
      { 'location.lat': 'field.type', 'location.lng': 'field.type' },
    ],
    [
      'an unknown district',
      { ...pothole, location: { districtCode: '68000999' } },
      { 'location.districtCode': 'area.unknown_district' },
    ],
    ['an unknown village', { ...pothole, location: { villageCode: '1' } }, { 'location.villageCode': 'area.unknown_village' }],
    ['a receipt in the future', { ...pothole, receivedAt: '2026-11-20T10:00:00+08:00' }, { receivedAt: 'receivedAt.future' }],
    [
      'a receipt before there were petitions',
      { ...pothole, receivedAt: '1999-01-01T00:00:00Z' },
      { receivedAt: 'receivedAt.too_early' },
    ],
    ['a receipt without an offset', { ...pothole, receivedAt: '2026-11-20T08:00:00' }, { receivedAt: 'field.instant' }],
    ['a receipt on no day', { ...pothole, receivedAt: '2026-02-30T08:00:00Z' }, { receivedAt: 'field.instant' }],
    ['an address that is none', { ...pothole, petitioner: { email: 'wang@' } }, { 'petitioner.email': 'field.email' }],
    [
      'half a character in an address',
      { ...pothole, petitioner: { email: 'a\ud800@example.org' } },
      { 'petitioner.email': 'field.email' },
    ],
    ['a number that is none', { ...pothole, petitioner: { phone: 'call me' } }, { 'petitioner.phone': 'field.format' }],
    [
      'a contact that is not there',
      { ...pothole, petitioner: { preferredContact: 'SMS' } },
      { 'petitioner.phone': 'petitioner.contact_missing' },
    ],
    [
      'an unknown contact',
      { ...pothole, petitioner: { preferredContact: 'PIGEON' } },
      { 'petitioner.preferredContact': 'field.not_allowed' },
    ],
    ['an unknown language', { ...pothole, petitioner: { language: 'tlh' } }, { 'petitioner.language': 'field.not_allowed' }],
    ['a secret that is a word', { ...pothole, petitioner: { anonymous: 'yes' } }, { 'petitioner.anonymous': 'field.type' }],
    ['answers that are lists', { ...pothole, answers: { roadWidth: ['NARROW'] } }, { answers: 'field.answers' }],
    ['answers to strange questions', { ...pothole, answers: { 'a b': 'c' } }, { answers: 'field.answers' }],
    ['an attachment that nobody sent', { ...pothole, attachmentIds: [newKey()] }, { attachmentIds: 'attachment.unknown' }],
    ['attachments that are no ids', { ...pothole, attachmentIds: ['1'] }, { attachmentIds: 'field.id' }],
    ['a case that nobody opened', { ...pothole, joinCaseNo: 'C26-999999-9' }, { joinCaseNo: 'case.not_found' }],
    ['a case number that is none', { ...pothole, joinCaseNo: "'; DROP TABLE cases" }, { joinCaseNo: 'case.not_found' }],
  ])('%s', async (_, body, fields) => {
    expectProblem(await operator.post('/petitions', body), invalid(fields));
  });

  test('a place outside the city', async () => {
    expectProblem(await operator.post('/petitions', { ...pothole, location: OUTSIDE }), {
      status: 422,
      code: 'area.outside_city',
    });
  });
});

describe('a refusal is told in the reader’s language', () => {
  test.each([
    [undefined, '輸入內容有誤', '必填'],
    ['zh-TW', '輸入內容有誤', '必填'],
    ['de, en;q=0.8', 'The input is invalid', 'is required'],
    ['en-GB', 'The input is invalid', 'is required'],
    ['*', '輸入內容有誤', '必填'],
    ['%%%', '輸入內容有誤', '必填'],
  ])('%s', async (language, detail, message) => {
    const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language };
    const { body } = await city.citizen.post('/public/petitions', { ...libraryLetter, subject: undefined }, headers);
    expect(body).toMatchObject({ detail, errors: [{ field: 'subject', message }] });
  });
});
