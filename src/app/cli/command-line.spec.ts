import { type Command, neededOptions, runCommandLine, UsageError } from './command-line.ts';

const greet: Command = {
  name: 'greet',
  synopsis: '--whom NAME',
  purpose: 'Greets somebody.',
  run: (args) => Promise.resolve(neededOptions(args, ['whom']).whom.length),
};
const broken: Command = {
  name: 'break',
  synopsis: '',
  purpose: 'Fails.',
  run: () => Promise.reject(new RangeError('broken')),
};

async function call(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const terminal = { out: (text: string) => void (said.out += text), error: (text: string) => void (said.error += text) };
  return { code: await runCommandLine([greet, broken], args, terminal), ...said };
}

test('a command gets its arguments and decides the exit code', async () => {
  expect(await call('greet', '--whom', 'Paian')).toEqual({ code: 5, out: '', error: '' });
});

test.each([
  ['no command', [], 'Name a command.'],
  ['an unknown command', ['gret'], 'There is no command "gret".'],
])('%s is answered with all commands and code 2', async (_, args, message) => {
  const { code, out, error } = await call(...args);
  expect([code, out]).toEqual([2, '']);
  expect(error).toContain(message);
  expect(error).toMatch(/main\.cli\.js greet --whom NAME\n[^]*main\.cli\.js break\n/);
});

test.each([
  ['a missing option', ['greet'], '--whom is missing.'],
  ['an empty option', ['greet', '--whom', ''], '--whom is missing.'],
  ['an unknown option', ['greet', '--who', 'x'], "Unknown option '--who'"],
  ['a word too many', ['greet', '--whom', 'x', 'y'], "Unexpected argument 'y'"],
])('%s is answered with the usage of the command alone and code 2', async (_, args, message) => {
  const { code, error } = await call(...args);
  expect(code).toBe(2);
  expect(error).toContain(message);
  expect(error).not.toContain('main.cli.js break');
});

test.each(['help', '--help', '-h'])('%s shows the usage and is no mistake', async (word) => {
  const { code, out, error } = await call(word);
  expect([code, error]).toEqual([0, '']);
  expect(out).toContain('Greets somebody.');
});

test('a failure is not taken for a mistake in the arguments', async () => {
  await expect(call('break')).rejects.toThrow(RangeError);
  expect(new RangeError()).not.toBeInstanceOf(UsageError);
});
