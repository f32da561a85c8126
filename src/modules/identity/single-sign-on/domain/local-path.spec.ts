import { addressWithin, LOCAL_PATH } from './local-path.ts';

test.each(['/', '/cases/C26-000001-9?tab=clock#top', '/a//b', '/%2F%2Fevil.example', '/@evil.example'])(
  '%s is a path of this site',
  (path) => {
    expect(LOCAL_PATH.test(path)).toBe(true);
    expect(new URL(addressWithin('https://1999.example', path)).origin).toBe('https://1999.example');
  },
);

test.each([
  '',
  'cases',
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  'https://evil.example',
  '/\t/evil.example',
  '/ /x',
  '/桃園',
])('%j is none, and leads to the first page', (path) => {
  expect(LOCAL_PATH.test(path)).toBe(false);
  expect(addressWithin('https://1999.example', path)).toBe('https://1999.example/');
});
