import { StartupError } from '../../kernel/startup-error.ts';
import { parseArguments } from './arguments.ts';

test('without options it is the week of seed 1, with 300 petitions', () => {
  expect(parseArguments([])).toEqual({ seed: 1, petitions: 300 });
});

test('both can be chosen', () => {
  expect(parseArguments(['--seed', '7', '--petitions=40'])).toEqual({ seed: 7, petitions: 40 });
});

test('help is no week', () => {
  expect(parseArguments(['-h'])).toBeNull();
});

test.each([['--seed', 'x'], ['--petitions', '24'], ['--petitions', '2001'], ['--petitions', '1e2'], ['--cities', '2'], ['40']])(
  '%s %s is refused, and named',
  (...args) => {
    expect(() => parseArguments(args)).toThrow(StartupError);
    expect(() => parseArguments(args)).toThrow(args[0]);
  },
);
