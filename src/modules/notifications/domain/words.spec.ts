import { outcomeWords, stepWords } from './words.ts';

test('an outcome is told in words', () => {
  expect(outcomeWords('REFERRED').en).toBe('Referred to the authority in charge');
  expect(outcomeWords('REFERRED')['zh-TW']).toBe('已移請權責機關處理');
});

test.each([
  ['EARLY_WARNING', 'reminder'],
  ['DUE', 'due'],
  ['OVERDUE_1', 'overdue'],
  ['OVERDUE_7', 'overdue'],
])('the step %s sends the text %s', (step, template) => {
  expect(stepWords(step).template).toBe(template);
});
