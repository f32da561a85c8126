import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { StartupError } from '../../kernel/startup-error.ts';

/** Standard input as far as a secret needs it. */
export type SecretInput = Readable & { readonly isTTY?: boolean };

/**
 * A new password: asked for twice without showing it at a terminal, otherwise the first line of what is piped in. Never an argument,
 * which every user of the machine could read.
 *
 * @throws StartupError when nothing was given, or the two differ
 */
export async function newPassword(input: SecretInput, prompt: (text: string) => void): Promise<string> {
  const password = input.isTTY === true ? await askTwice(input, prompt) : firstLine(await text(input));
  if (password === '') throw new StartupError('No password was given: type one, or pipe one in.');
  return password;
}

const firstLine = (piped: string): string => piped.split(/\r?\n/, 1)[0]!;

async function askTwice(input: SecretInput, prompt: (text: string) => void): Promise<string> {
  const password = await ask(input, prompt, 'Password: ');
  if (password === (await ask(input, prompt, 'Once more: '))) return password;
  throw new StartupError('The two passwords differ; nothing was done.');
}

async function ask(input: SecretInput, prompt: (text: string) => void, question: string): Promise<string> {
  const silence = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const reader = createInterface({ input, output: silence, terminal: true });
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT')); // the terminal is in raw mode: Ctrl-C is a key like others
  prompt(question);
  try {
    return await reader.question('');
  } finally {
    reader.close();
    prompt('\n');
  }
}
