import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { civilDate } from '../../kernel/civil-date.ts';
import { problemText } from '../../kernel/table.ts';
import { LOCAL_OFFICE_KINDS, isActive, servingOffice, successorOf } from '../../modules/agencies/index.ts';
import { DGPA_COLUMNS, decodeDgpa, parseDgpaCalendar } from '../../modules/calendar/index.ts';
import { indexAliases, resolveCategory } from '../../modules/catalog/index.ts';
import { readCsv } from '../../platform/csv/index.ts';
import { LANGUAGES } from './city-settings.ts';
import { readPackTables, type PackTables } from './pack-tables.ts';

const CITIES = join(__dirname, '../../../cities');
const TODAY = civilDate('2026-11-20');

/** What a message template may name. */
const PLACEHOLDERS = (
  'cityName petitionNo lookupCode caseNo subject categoryName agencyName proposedAgencyName dueAt receivedAt statusUrl confirmUrl surveyUrl replyText ' +
  'outcome reason step recipientName score comment hotlineNumber earlierCaseNo otherCaseNo referralUrl question supplementUrl day ' +
  'count cases until username passwordUrl person purpose'
).split(' ');
const TEMPLATES = [
  ...'account-changed account-expiring account-opened acknowledgement approval case-merged case-unmerged'.split(' '),
  ...'co-handler-answered co-handler-removed co-handler-returned co-handlers-done'.split(' '),
  ...'confirmation digest dispatched due extended extension-decided extension-requested identity-revealed'.split(' '),
  ...'merge-received merge-undone merged no-action overdue password-reset promise recused referral-rejected referred reminder'.split(
    ' ',
  ),
  ...'reopening-approved reopening-rejected reopening-requested reopening-undecided'.split(' '),
  ...'reply reply-rejected returned review supplement supplemented survey survey-reminder tracked'.split(' '),
  ...'taken-back tracking transferred unaccepted undecided unmerged withdrawal withdrawn written'.split(' '),
];

function tablesOf(city: string): PackTables {
  const { tables, problems } = readPackTables(city, (name) => {
    const path = join(CITIES, city, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  });
  expect(problems.map(problemText)).toEqual([]);
  return tables!;
}

describe.each(['taoyuan', 'tainan'])('the pack %s', (city) => {
  test('is read without a problem', () => {
    expect(tablesOf(city).settings.code).toBe(city);
  });

  test('has an office of each local kind for every district', () => {
    const { agencies, districts } = tablesOf(city);
    const gaps = districts.flatMap(({ code, nameZh }) =>
      LOCAL_OFFICE_KINDS.filter((kind) => servingOffice(agencies, kind, code, TODAY) === null).map(
        (kind) => `${kind} of ${nameZh}`,
      ),
    );
    expect(gaps).toEqual([]);
  });

  test('sends cases only to bodies that exist', () => {
    const idle = tablesOf(city).agencies.filter((agency) => agency.receivesCases && !isActive(agency, TODAY));
    expect(idle).toEqual([]);
  });

  test('numbers its city-appearance items from 1 to 21, each once', () => {
    const numbers = tablesOf(city).categories.flatMap(({ cityAppearanceNo }) => cityAppearanceNo ?? []);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  });

  test('can be searched for every category by a word', () => {
    expect(tablesOf(city).categories.filter(({ keywords }) => keywords.length === 0)).toEqual([]);
  });

  test('counts its most urgent categories by the hour, day and night', () => {
    expect(tablesOf(city).categories.filter(({ urgency, sla }) => urgency === 'P1' && sla.unit !== 'HOUR')).toEqual([]);
  });

  test.each([
    [2024, 366, 251],
    [2025, 365, 247],
    [2026, 365, 245],
  ])('has the office calendar of %i as last revised: %i days, %i of them working days', (year, length, working) => {
    const file = `calendar/${year}.csv`;
    const { rows, problems: unreadable } = readCsv(file, decodeDgpa(readFileSync(join(CITIES, city, file))), DGPA_COLUMNS);
    const { days, problems } = parseDgpaCalendar(file, rows);
    expect([...unreadable, ...problems]).toEqual([]);
    expect(days.size).toBe(length);
    expect([...days.values()].filter((rule) => rule.kind === 'WORKING')).toHaveLength(working);
  });

  test.each(LANGUAGES)('has every message text in %s, naming only what is known', (language) => {
    const folder = join(CITIES, city, 'texts', language);
    expect(readdirSync(folder).sort()).toEqual(TEMPLATES.map((name) => `${name}.txt`).sort());
    const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `«${name}»`]));
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      const [subject, blank] = Handlebars.compile(text, { noEscape: true, strict: true })(values).split('\n');
      expect([file, subject, blank]).toEqual([file, expect.stringMatching(/^Subject: \S/), '']);
      expect(subject).not.toMatch(/«(subject|cases|recipientName|comment|question|replyText|lookupCode|.*Url)»/); // subjects travel openly
    }
  });
});

describe('the pack taoyuan', () => {
  const { districts, villages, agencies, categories } = tablesOf('taoyuan');

  test('has 13 districts, 529 villages, 144 agencies and 164 categories', () => {
    expect([districts.length, villages.length, agencies.length, categories.length]).toEqual([13, 529, 144, 164]);
  });

  test('sends at least 83 categories out directly', () => {
    expect(categories.filter((category) => category.directDispatch).length).toBeGreaterThanOrEqual(83);
  });

  test.each(['TY-RDEC', 'TY-DIT'])('%s ended with 2023 and 智慧城鄉發展委員會 does its work', (code) => {
    const [before, after] = [civilDate('2023-12-31'), civilDate('2024-01-01')];
    expect(successorOf(agencies, code, before)?.code).toBe(code);
    expect(successorOf(agencies, code, after)?.code).toBe('TY-SCC');
    expect(
      isActive(
        agencies.find((agency) => agency.code === 'TY-SCC')!,
        before,
      ),
    ).toBe(false);
  });

  test('復興區 is served by its own office', () => {
    expect(servingOffice(agencies, 'DISTRICT_OFFICE', '68000130', TODAY)?.kind).toBe('SELF_GOVERNING_DISTRICT_OFFICE');
  });
});

describe('the pack tainan', () => {
  const { districts, villages, agencies, categories } = tablesOf('tainan');
  const index = indexAliases(categories);

  test('has 37 districts, 649 villages and 16 precincts', () => {
    const precincts = agencies.filter(({ kind }) => kind === 'POLICE_PRECINCT');
    expect([districts.length, villages.length, precincts.length]).toEqual([37, 649, 16]);
  });

  test('sends the items of the 1999 line out directly', () => {
    const waiting = categories.filter(({ code, directDispatch }) => /^TN-6[1-7]-/.test(code) && !directDispatch);
    expect(waiting).toEqual([]);
  });

  test('mends potholes within four hours', () => {
    expect(categories.find(({ code }) => code === 'TN-61-01')?.sla).toEqual({ value: 4, unit: 'HOUR' });
  });

  test.each([
    ['違規停車', '違規停車', 'TN-63-02'],
    ['噪音舉發', '妨礙安寧', 'TN-63-01'],
    ['髒亂及汙染', '空氣汙染', 'TN-64-07'],
    ['髒亂及污染', '環境髒亂', 'TN-64-04'],
    ['路燈故障', '9盞以下路燈故障', 'TN-61-06'],
    ['路燈故障', '10盞以上路燈故障', 'TN-66-01'],
    ['民生管線', '停電、漏電、電線掉落、孔蓋鬆動', 'TN-66-01'],
    ['民生管線', '人孔蓋聲響、凹陷、漏水', 'TN-67-02'],
    ['道路維修', '人孔蓋或溝蓋聲響', 'TN-67-02'],
    ['道路維修', '鬆動人孔蓋凹陷坑洞', 'TN-67-03'],
    ['地震通報', '漏水、停水、消防栓漏水或損壞', 'TN-66-02'],
    ['登革熱通報', '屋內孳清通報', 'TN-09-05'],
    ['違規停車', '', 'TN-63-02'],
    ['民生管線', '', 'TN-12-04'],
    ['地震通報', '', 'TN-18-02'],
  ])('knows service %s with item %j as %s', (service, item, code) => {
    expect(resolveCategory(index, service, item)?.code).toBe(code);
  });
});
