import { type Letter, writeLetter } from './letter.ts';
import type { MessageSettings } from './message-settings.ts';
import { TEMPLATE_NAMES, type TemplateName, TEMPLATES } from './placeholders.ts';
import { compileTemplates } from './template.ts';

/** Texts that say everything they are given, one value a line. */
const files = TEMPLATE_NAMES.map((name) => ({
  language: 'zh-TW',
  name,
  file: `texts/zh-TW/${name}.txt`,
  text: `Subject: {{cityName}} ${name}\n\n${[...TEMPLATES[name].always, ...TEMPLATES[name].sometimes]
    .map((placeholder) => `{{#if ${placeholder}}}${placeholder}={{${placeholder}}}{{/if}}`)
    .join('\n')}\n`,
}));

const settings: MessageSettings = {
  cityName: { 'zh-TW': '桃園市政府', en: 'Taoyuan City Government' },
  hotlineNumber: '1999',
  timeZone: 'Asia/Taipei',
  publicUrl: 'https://1999.example',
  templates: compileTemplates(files).templates,
};

const at = new Date('2026-11-20T02:00:00Z');
const letter: Letter = {
  template: 'acknowledgement',
  cause: 'f1:p1',
  about: {
    id: 'c1',
    caseNo: 'C2026-0000001-7',
    subject: '案件主旨',
    categoryName: { 'zh-TW': '道路坑洞修補', en: 'Potholes' },
    agencyName: { 'zh-TW': '養護工程處', en: 'Road Maintenance Office' },
    receivedAt: new Date('2026-11-19T01:00:00Z'),
    dueAt: new Date('2026-11-20T05:30:00Z'),
  },
  petition: { id: 'p1', petitionNo: 'P2026-0000001-7', subject: '中正路坑洞', receivedAt: new Date('2026-11-20T01:30:00Z') },
  language: 'zh-TW',
  recipientName: '林美',
  reach: { by: 'MACHINE', channel: 'EMAIL', recipient: 'lin@example.org' },
  values: {},
  key: null,
};
const write = (difference: Partial<Letter>) => writeLetter({ ...letter, ...difference }, settings, 'm1', at);
const lines = (difference: Partial<Letter>): string[] => write(difference).body.split('\n');
const toStaff = (template: TemplateName): Partial<Letter> => ({ template, petition: null });

test('a letter to a petitioner speaks of their own petition, not of the case it was joined to', () => {
  expect(lines({})).toEqual(
    expect.arrayContaining(['subject=中正路坑洞', 'receivedAt=2026年11月20日（五）09:30', 'petitionNo=P2026-0000001-7']),
  );
});

test('a letter to staff speaks of the case', () => {
  expect(lines(toStaff('dispatched'))).toEqual(
    expect.arrayContaining(['subject=案件主旨', 'receivedAt=2026年11月19日（四）09:00', 'dueAt=2026年11月20日（五）13:30']),
  );
});

test('a machine sends it at once', () => {
  expect(write({})).toMatchObject({ state: 'PENDING', nextAttemptAt: at, reason: null, recipient: 'lin@example.org' });
});

test('what a person has to do is left to a person, with the text to read out', () => {
  const call = write({ reach: { by: 'PERSON', channel: 'PHONE', recipient: '03-332-2101' } });
  expect(call).toMatchObject({ state: 'MANUAL', reason: 'BY_TELEPHONE', nextAttemptAt: null, sentAt: null });
  expect(call.body).toContain('subject=中正路坑洞');
});

test('what is shown on the console is there when it is written', () => {
  const shown = write({ ...toStaff('dispatched'), reach: { by: 'CONSOLE', channel: 'CONSOLE', recipient: 'agency:TY-RMO' } });
  expect(shown).toMatchObject({ state: 'CAPTURED', sentAt: at, nextAttemptAt: null });
});

test('nothing is written to nobody, and the reason is kept', () => {
  const reach = { by: 'NOBODY', channel: 'NONE', recipient: 'petition:P2026-0000001-7', reason: 'CONTACT_REFUSED' } as const;
  expect(write({ reach })).toMatchObject({
    state: 'SKIPPED',
    reason: 'CONTACT_REFUSED',
    body: '',
    links: [],
    nextAttemptAt: null,
  });
});

test('the links are those that the text shows', () => {
  const key = { rel: 'survey', href: 'https://1999.example/api/v1/public/surveys/t' } as const;
  expect(write({ template: 'survey', key }).links).toEqual([
    { rel: 'status', href: 'https://1999.example/petitions/P2026-0000001-7' },
    key,
  ]);
  expect(write(toStaff('dispatched')).links).toEqual([]);
});

test('a case without agency or category has words for it, or none where the text can do without', () => {
  const about = { ...letter.about, agencyName: null, categoryName: null };
  expect(lines({ about })).not.toContainEqual(expect.stringContaining('agencyName'));
  expect(lines({ ...toStaff('reminder'), about })).toEqual(
    expect.arrayContaining(['agencyName=尚未分派', 'categoryName=未分類']),
  );
  expect(lines({ template: 'reply', about })).toContain('agencyName=桃園市政府');
});

test('a stranger’s link in the subject of a petition does not travel', () => {
  const petition = { ...letter.petition!, subject: '領獎 https://evil.example/x' };
  expect(write({ template: 'confirmation', petition }).body).not.toContain('evil');
});

test('every kind of message about one case has all values that its text may use without asking', () => {
  const merging = { otherCaseNo: 'C26-000002-7', reason: '同一路口' };
  const extra: Partial<Record<TemplateName, Letter['values']>> = {
    reply: { replyText: '已修補', outcome: '已依您的反映處理' },
    'no-action': { reason: '無具體之內容' },
    withdrawal: { reason: '民眾來電撤回' },
    'taken-back': { reason: '派錯機關' },
    returned: { reason: '非本機關權責' },
    'co-handler-returned': { reason: '無此資料' },
    'co-handler-removed': { reason: '已不需要' },
    'case-merged': merging,
    'merge-received': merging,
    'case-unmerged': merging,
    'merge-undone': merging,
    approval: { step: '第1級' },
    unaccepted: { step: '尚未受理' },
    reminder: { step: '即將到期' },
    tracked: { reason: '路面將重新刨除加封' },
    tracking: { reason: '路面將重新刨除加封' },
    promise: { step: '即將到期', reason: '完成測量' },
    undecided: { step: '已逾時限' },
    'reopening-undecided': { step: '已逾時限' },
    due: { step: '期限已到' },
    overdue: { step: '逾期' },
    review: { score: '1' },
    'identity-revealed': { person: '承辦人', purpose: '聯絡陳情人', petitionNo: 'P26-000001-9' },
    extended: { reason: '需現場會勘' },
    'extension-requested': { reason: '需現場會勘', until: '2026-12-04' },
    'extension-decided': { step: '已核准' },
    supplement: { question: '哪一盞路燈？' },
    'reopening-rejected': { reason: '已依規定處理' },
    'reopening-requested': { reason: '還在漏水' },
  };
  const keyOf = (template: TemplateName) => {
    if (template === 'supplement') return 'supplement';
    if (template === 'referred' || template === 'referral-rejected') return 'referral';
    return template.startsWith('survey') ? 'survey' : 'confirmation';
  };
  const says = (name: TemplateName, placeholder: string): boolean =>
    (TEMPLATES[name].always as readonly string[]).includes(placeholder);
  for (const template of TEMPLATE_NAMES.filter((name) => says(name, 'caseNo'))) {
    const isForStaff = !says(template, 'statusUrl');
    const rel = keyOf(template);
    const difference = { template, values: extra[template] ?? {}, key: { rel, href: `https://1999.example/${rel}/t` } } as const;
    const said = lines({ ...difference, ...(isForStaff && { petition: null }) }).map((line) => line.split('=')[0]);
    expect(said).toEqual(expect.arrayContaining([...TEMPLATES[template].always]));
  }
});
