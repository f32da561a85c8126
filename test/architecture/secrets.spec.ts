import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What is made, fetched or private to a machine, and in no repository. */
const ELSEWHERE = new Set(['node_modules', 'build', 'dist', 'coverage', '.git', '.data', '.cache']);
const LARGEST = 4 * 1024 * 1024;

/**
 * Secrets that can be told by their looks. A password that looks like any word is not found here: that none stands in the settings of
 * production is the program's own check (`platform/config/production-checks.ts`).
 */
const LOOKS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'a key of this program': /\bpaian_[0-9a-f]{32}_[A-Za-z0-9_-]{43}\b/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{35}\b/,
  'a token of a forge': /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{50,}|\bglpat-[\w-]{20,}/,
  'a token of a service': /\bxox[abprs]-[\w-]{10,}|\bsk_live_\w{16,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bnpm_[A-Za-z0-9]{36}\b/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
};

/** A password written into an address of a server; what tests and guides make up is not of any. */
const IN_ADDRESS = /\b(?:postgres(?:ql)?|rediss?|smtps?|https?|amqp):\/\/[^\s:/@'"`$<>{}]*:([^\s/@'"`$<>{}]{6,})@([\w.-]+)/g;
const NO_SERVER =
  /(?:^|\.)(?:example(?:\.\w+)?|test|invalid|internal|localhost)$|^(?:127\.0\.0\.1|host|h|db|redis|mail|gateway)$/;

function secretsIn(text: string): string[] {
  const found = Object.entries(LOOKS).flatMap(([name, look]) => (look.test(text) ? [name] : []));
  const addresses = [...text.matchAll(IN_ADDRESS)].filter(([, , host]) => !NO_SERVER.test(host!));
  return [...found, ...addresses.map(() => 'a password in an address')];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ELSEWHERE.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() && statSync(path).size <= LARGEST ? [path] : [];
  });
}

test('no file holds what looks like a secret', () => {
  const files = filesBelow(ROOT);
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    secretsIn(readFileSync(file, 'latin1')).map((what) => `${relative(ROOT, file)}: ${what}`),
  );
  expect(found).toEqual([]);
});

test('no file of settings or keys lies among the sources', () => {
  const files = filesBelow(ROOT).filter((file) => /(?:^|\/)\.env(?:\.(?!example$)\w+)?$|\.(?:pem|key|p12|pfx|jks)$/.test(file));
  expect(files.map((file) => relative(ROOT, file))).toEqual([]);
});

describe('the law can fail', () => {
  // Put together here, for else this file would be found
  test.each([
    ['a private key', ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ')],
    ['a private key', ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')],
    ['a key of this program', `paian_${'0a'.repeat(16)}_${'A'.repeat(43)}`],
    ['a key of a cloud', `AKIA${'ABCD'.repeat(4)}`],
    ['a token of a forge', `ghp_${'a1'.repeat(18)}`],
    ['a token of a service', `xoxb-${'1'.repeat(12)}`],
    ['a signed token', `eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(24)}`],
    ['a password in an address', `postgres://paian:${'k3'.repeat(6)}@db.tycg.gov.tw/paian`],
  ])('%s is found', (what, text) => {
    expect(secretsIn(`x = '${text}'`)).toEqual([what]);
  });

  test('what is made up, or filled in later, is none', () => {
    expect(secretsIn('postgres://paian:${POSTGRES_PASSWORD}@postgres:5432/paian smtp://user:password@mail.example')).toEqual([]);
  });
});
