import { PassThrough, Readable } from 'node:stream';
import { newPassword, type SecretInput } from './secret.ts';

const piped = (text: string): SecretInput => Readable.from([Buffer.from(text)]);

/** A terminal at which somebody types each line when the next question is shown. */
function terminal(lines: readonly string[]): { input: SecretInput; prompt: (text: string) => void; shown: string[] } {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const shown: string[] = [];
  const left = [...lines];
  const prompt = (text: string): void => {
    shown.push(text);
    if (text.endsWith(': ')) setImmediate(() => input.write(`${left.shift() ?? ''}\n`));
  };
  return { input, prompt, shown };
}

test.each([
  ['one line', 'correct horse\n'],
  ['a line without an end', 'correct horse'],
  ['a line of a Windows file', 'correct horse\r\n'],
  ['the first of several lines', 'correct horse\nand more\n'],
])('%s that is piped in is the password', async (_, text) => {
  expect(await newPassword(piped(text), () => undefined)).toBe('correct horse');
});

test('nothing piped in is refused', async () => {
  await expect(newPassword(piped('\n'), () => undefined)).rejects.toThrow('No password was given');
});

test('a terminal is asked twice and shows nothing of the answer', async () => {
  const { input, prompt, shown } = terminal(['密碼 with blanks', '密碼 with blanks']);
  expect(await newPassword(input, prompt)).toBe('密碼 with blanks');
  expect(shown).toEqual(['Password: ', '\n', 'Once more: ', '\n']);
});

test('two different answers are refused', async () => {
  const { input, prompt } = terminal(['correct horse', 'correct hose']);
  await expect(newPassword(input, prompt)).rejects.toThrow('The two passwords differ');
});
