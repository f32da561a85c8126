import { shippedTexts } from '../../../../test/support/shipped-texts.ts';
import { TEMPLATE_NAMES, type TemplateName, TEMPLATES } from './placeholders.ts';
import { compileTemplates, type TemplateFile, type TemplateProblem } from './template.ts';

const plain = (name: TemplateName, language = 'zh-TW'): TemplateFile => ({
  language,
  name,
  file: `texts/${language}/${name}.txt`,
  text: `Subject: ${language} ${name}\n\n${TEMPLATES[name].must.map((placeholder) => `{{${placeholder}}}`).join('\n')}\n`,
});
const complete = TEMPLATE_NAMES.map((name) => plain(name));

/** The problems of a complete set in which one text is another. */
function problemsWith(name: TemplateName, text: string): readonly TemplateProblem[] {
  return compileTemplates(complete.map((file) => (file.name === name ? { ...file, text } : file))).problems;
}

test.each(['taoyuan', 'tainan'])('the texts of %s have no problems, in both languages', (city) => {
  const texts = shippedTexts(city);
  expect(compileTemplates(texts).problems).toEqual([]);
  expect(texts).toHaveLength(2 * TEMPLATE_NAMES.length);
});

test('a message is written with its values', () => {
  const { templates } = compileTemplates(shippedTexts('taoyuan'));
  const acknowledgement = templates.get('acknowledgement', 'zh-TW');
  const values = {
    cityName: '桃園市政府',
    petitionNo: 'P2026-0000001-7',
    subject: '路燈 <不亮> & 閃爍',
    agencyName: '養護工程處',
  };
  expect(acknowledgement.subject(values)).toBe('【桃園市政府】已收到您的陳情（編號 P2026-0000001-7）');
  expect(acknowledgement.body(values)).toContain('主旨：路燈 <不亮> & 閃爍\n');
  expect(acknowledgement.body(values)).toContain('承辦機關：養護工程處\n');
});

test('what is empty is left out with its line', () => {
  const { templates } = compileTemplates(shippedTexts('taoyuan'));
  const body = templates.get('acknowledgement', 'zh-TW').body({ petitionNo: 'P1' });
  expect(body).not.toContain('承辦機關');
  expect(body).not.toContain('查詢密碼：');
});

test('a language without the text gets the Chinese one', () => {
  const { templates } = compileTemplates([...complete, plain('reply', 'en')]);
  expect(templates.get('reply', 'en').subject({})).toBe('en reply');
  expect(templates.get('survey', 'en').subject({})).toBe('zh-TW survey');
});

test('a value is text, never a template', () => {
  const { templates } = compileTemplates(complete);
  const reply = templates.get('reply', 'zh-TW').body({ petitionNo: '{{caseNo}}', caseNo: 'C1', replyText: '{{{statusUrl}}}' });
  expect(reply).toBe('{{caseNo}}\n{{{statusUrl}}}\n');
});

test('a value cannot add a line to the subject', () => {
  const text = 'Subject: {{categoryName}}\n\n{{petitionNo}} {{replyText}}\n';
  const { templates } = compileTemplates([...complete.filter(({ name }) => name !== 'reply'), { ...plain('reply'), text }]);
  expect(templates.get('reply', 'zh-TW').subject({ categoryName: '路燈\r\nBcc: a@b.example' })).toBe('路燈 Bcc: a@b.example');
});

const REPLY = '{{petitionNo}}\n{{replyText}}\n';
test.each([
  ['a misspelt placeholder', `Subject: a\n\n${REPLY}\n{{petitonNo}}\n`, 6, 'there is no placeholder {{petitonNo}}'],
  ['a placeholder of another message', `Subject: a\n\n${REPLY}{{surveyUrl}}\n`, 5, '{{surveyUrl}} may not be used here'],
  ['the citizen’s words in a subject', `Subject: {{subject}}\n\n${REPLY}`, 1, '{{subject}} may not be used here'],
  ['a name in a subject', `Subject: {{recipientName}}\n\n${REPLY}`, 1, '{{recipientName}} may not be used here'],
  [
    'a value that may be empty',
    `Subject: a\n\n${REPLY}{{recipientName}}\n`,
    5,
    '{{recipientName}} may be empty: use it inside {{#if recipientName}} … {{/if}}',
  ],
  [
    'the other branch of an if',
    `Subject: a\n\n${REPLY}{{#if recipientName}}a{{else}}{{recipientName}}{{/if}}\n`,
    5,
    /may be empty/,
  ],
  ['a text without what it is for', 'Subject: a\n\n{{petitionNo}}\n', 3, 'the body must say {{replyText}}'],
  ['a partial', `Subject: a\n\n${REPLY}{{> footer}}\n`, 5, /only \{\{placeholder\}\}/],
  ['a helper', `Subject: a\n\n${REPLY}{{lookup petitionNo 0}}\n`, 5, /only \{\{placeholder\}\}/],
  ['a loop', `Subject: a\n\n${REPLY}{{#each petitionNo}}a{{/each}}\n`, 5, /only \{\{placeholder\}\}/],
  ['a path', `Subject: a\n\n${REPLY}{{replyText.length}}\n`, 5, /only \{\{placeholder\}\}/],
  ['a way out of the values', `Subject: a\n\n${REPLY}{{constructor}}\n`, 5, 'there is no placeholder {{constructor}}'],
  ['an open block', `Subject: a\n\n${REPLY}\n{{#if replyText}}a\n`, 7, 'the braces do not match'],
  ['a block closed by another', `Subject: a\n\n${REPLY}{{#if replyText}}a{{/unless}}\n`, 5, 'the braces do not match'],
  ['an open brace', `Subject: a\n\n${REPLY}{{replyText}\n`, 5, 'the braces do not match'],
  ['a file without a subject', REPLY, 1, /must begin with "Subject: …"/],
  ['a file without a body', 'Subject: a\n\n \n', 1, /must begin with "Subject: …"/],
])('%s is named with its file and line', (_, text, line, reason) => {
  const problems = problemsWith('reply', text);
  expect(problems[0]).toMatchObject({ file: 'texts/zh-TW/reply.txt' });
  expect(problems[0]!.reason).toMatch(reason);
  expect(problems[0]!.line).toBe(line);
});

test('a text saved by another editor is the same text', () => {
  const text = '\uFEFFSubject: a\r\n\r\n{{petitionNo}}\r\n{{replyText}}\r\n';
  expect(problemsWith('reply', text)).toEqual([]);
});

test('a missing text and a text nobody sends are named', () => {
  const files = [...complete.slice(1), { ...complete[0]!, name: 'acknowlegement', file: 'texts/zh-TW/acknowlegement.txt' }];
  expect(compileTemplates(files).problems).toEqual([
    { file: 'texts/zh-TW/acknowlegement.txt', line: 1, reason: 'no message is called acknowlegement' },
    { file: 'texts/zh-TW/acknowledgement.txt', line: 0, reason: 'the text is missing' },
  ]);
});

test('every problem of every file is told at once', () => {
  const text = 'Subject: {{a}}\n\n{{b}}\n{{c}}\n';
  expect(problemsWith('reply', text).map(({ line }) => line)).toEqual([1, 3, 4, 3, 3]);
});
