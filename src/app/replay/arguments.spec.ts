import { StartupError } from '../../kernel/startup-error.ts';
import { parseArguments, USAGE } from './arguments.ts';

const FILE = ['--file', '/data/cases.2016.csv'];

test('a file and the password of the environment are enough', () => {
  expect(parseArguments(FILE, 'secret')).toEqual({
    file: '/data/cases.2016.csv',
    city: null,
    speed: null,
    limit: null,
    url: 'http://127.0.0.1:3000',
    concurrency: 8,
    username: 'operator',
    password: 'secret',
    rejects: 'cases.2016.rejects.csv',
    json: null,
  });
});

test('every option is taken; the command line wins over the environment', () => {
  const text =
    '--city north --speed 0.5 --limit 10 --url https://paian.example/ --concurrency 200 --username anna --password b --rejects r.csv --json s.json';
  expect(parseArguments([...FILE, ...text.split(' ')], 'a')).toEqual({
    file: '/data/cases.2016.csv',
    city: 'north',
    speed: 0.5,
    limit: 10,
    url: 'https://paian.example',
    concurrency: 200,
    username: 'anna',
    password: 'b',
    rejects: 'r.csv',
    json: 's.json',
  });
});

test('help asks for nothing else', () => {
  expect(parseArguments(['--help'], null)).toBeNull();
});

test.each([
  [[], 'pw', '--file is missing'],
  [FILE, null, '--password is missing (or DEMO_PASSWORD'],
  [FILE, '', '--password is missing'],
  [[...FILE, '--speed', '0'], 'pw', '--speed must be a number above 0, not "0".'],
  [[...FILE, '--speed', 'fast'], 'pw', '--speed must be a number above 0, not "fast".'],
  [[...FILE, '--limit', '1.5'], 'pw', '--limit must be a whole number'],
  [[...FILE, '--limit', '0'], 'pw', '--limit must be a whole number'],
  [[...FILE, '--concurrency', '201'], 'pw', '--concurrency must be a whole number from 1 to 200, not "201".'],
  [[...FILE, '--url', 'localhost:3000'], 'pw', '--url must be an address'],
  [[...FILE, '--rejects', '/data/../data/cases.2016.csv'], 'pw', '--rejects must be another file than --file.'],
  [[...FILE, '--fast'], 'pw', "Unknown option '--fast'"],
])('%j with the password %j is refused: %s', (args, password, message) => {
  expect(() => parseArguments(args, password)).toThrow(StartupError);
  expect(() => parseArguments(args, password)).toThrow(message);
});

test('the usage tells every option', () => {
  expect(USAGE.match(/^ {2}--\w+/gm)).toEqual(
    'file city speed limit url concurrency username password rejects json help'.split(' ').map((name) => `  --${name}`),
  );
});
