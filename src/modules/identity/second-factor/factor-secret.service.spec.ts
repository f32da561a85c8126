import { generateSync } from 'otplib';
import type { City } from '../../../platform/config/index.ts';
import { vault } from '../../../../test/support/vault.ts';
import { FactorSecrets } from './factor-secret.service.ts';
import { SealedFactors } from './sealed-factor.repository.ts';

const ACCOUNT = '00000000-0000-4000-8000-000000000001';
const secrets = new FactorSecrets(new SealedFactors(vault), { nameZh: '桃園市', hotlineNumber: '1999' } as City);
const at = (seconds: number): Date => new Date(seconds * 1000);

test('a secret has 160 bits, is never the same, and is named for the city and the account', async () => {
  const [one, other] = [await secrets.make(ACCOUNT, 'chen'), await secrets.make(ACCOUNT, 'chen')];
  expect(one.base32).toMatch(/^[A-Z2-7]{32}$/);
  expect(one.base32).not.toBe(other.base32);
  const uri = new URL(one.uri);
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', '/桃園市 1999:chen']);
  expect(uri.searchParams.get('issuer')).toBe('桃園市 1999');
});

test.each([
  // RFC 6238, appendix B: the last six of its eight digits.
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
])('at %i seconds the code of the standard is right', (seconds, code) => {
  const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // "12345678901234567890"
  expect(generateSync({ secret: base32, epoch: seconds })).toBe(code);
});

test('a secret that was put into the row of another does not open', async () => {
  const { sealed, base32 } = await secrets.make(ACCOUNT, 'chen');
  expect(sealed.toString('latin1')).not.toContain(base32);
  const elsewhere = { sealed, accountId: ACCOUNT.replace(/1$/, '2'), lastStep: 0 };
  await expect(secrets.stepOf(elsewhere, generateSync({ secret: base32 }), at(0))).rejects.toThrow();
});

test('a code is right in its interval, the one before and the one after, and when its interval is not used up', async () => {
  const { sealed, base32 } = await secrets.make(ACCOUNT, 'chen');
  const [step, start] = [50_000_000, 1_500_000_000];
  const code = generateSync({ secret: base32, epoch: start });
  const judged = (seconds: number, lastStep = 0): Promise<number | null> =>
    secrets.stepOf({ sealed, accountId: ACCOUNT, lastStep }, code, at(start + seconds));
  expect(await Promise.all([-30, -1, 0, 29, 30, 59].map((seconds) => judged(seconds)))).toEqual(Array(6).fill(step));
  expect(await Promise.all([-31, 60].map((seconds) => judged(seconds)))).toEqual([null, null]);
  expect(await judged(0, step - 1)).toBe(step);
  expect(await judged(0, step)).toBeNull();
  expect(await judged(0, step + 5)).toBeNull(); // a clock that was set back
});
