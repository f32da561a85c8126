import { isSameNumber, spellingsIn } from './own-number.ts';

test.each([
  ['0227208889', '27208889'],
  ['27208889', '0227208889'],
  ['033322101', '3322101'],
  ['0912345678', '912345678'],
  ['0912345678', '0912345678'],
])('%s and %s are one number', (one, other) => {
  expect(isSameNumber(one, other)).toBe(true);
});

test.each([
  ['0227208889', '0427208889'], // of two areas
  ['0227208889', '2720888'],
  ['0227208889', '208889'], // as the ends of many numbers
  ['0912345678', '0922345678'],
])('%s and %s are two numbers', (one, other) => {
  expect(isSameNumber(one, other)).toBe(false);
});

test.each([
  ['0227208889', '林 2720-8889', ['2720-8889']],
  ['0227208889', '(02) 2720-8889', ['02) 2720-8889']],
  ['0227208889', '２７２０－８８８９', ['２７２０－８８８９']],
  ['27208889', '02-2720-8889 或 2720 8889', ['2720-8889', '2720 8889']],
  ['033322101', '住 100 號，332–2101', ['332–2101']],
  ['033322101', '330 332-2101', ['332-2101']],
  ['0912345678', '請打 912.345.678', ['912.345.678']],
])('the number %s is found in %j', (number, text, found) => {
  expect(spellingsIn(text, number)).toEqual(found);
});

test.each([
  ['0227208889', '請改打 2720-8880'],
  ['0227208889', '案號 1272088890'],
  ['0227208889', '20-8889'],
  ['27208889', '127208889'],
])('the number %s is not found in %j', (number, text) => {
  expect(spellingsIn(text, number)).toEqual([]);
});
