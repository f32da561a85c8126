import { spawn } from 'node:child_process';
import { VAULT_KEY } from './vault-key.mjs';

/** Starts a process of the built program on a database. @returns its port, when it has one, and how to end it */
export async function startProgram(main, databaseUrl, settings) {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    VAULT_KEY,
    PORT: '0',
    LOG_LEVEL: 'warn',
    NODE_ENV: '',
    RATE_LIMIT_PERCENT: '0',
    ...settings,
  };
  const child = spawn(process.execPath, [new URL(`../../dist/${main}`, import.meta.url).pathname], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const port = await new Promise((resolve, reject) => {
    ended.then((code) => reject(new Error(`${main} ended with ${code}`)));
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const ready = /http:\/\/127\.0\.0\.1:(\d+)\/api\/v1|worker is ready/.exec(output);
      if (ready) resolve(Number(ready[1]));
    });
  });
  return { port, stop };
}

/** One of the demonstration's staff, speaking to a running program. */
export class Staff {
  constructor(port, token) {
    this.address = `http://127.0.0.1:${port}/api/v1`;
    this.token = token;
  }

  static async signIn(port, username, password) {
    const { token } = await new Staff(port).send('POST', '/auth/login', { username, password });
    return new Staff(port, token);
  }

  get(path) {
    return this.send('GET', path);
  }

  async send(method, path, body) {
    const answer = await globalThis.fetch(this.address + path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
