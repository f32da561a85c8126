import { randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Challenge, Payload } from 'altcha-lib';
import { Clock } from '../clock/index.ts';
import { Database } from '../database/index.ts';
import { ChallengeRepository } from './challenge.repository.ts';

/** How long a challenge may be solved. */
const VALID_MS = 10 * 60_000;

/**
 * So many derivations of a key, of so many rounds each: about a second of one core of a telephone, half of that on a desk. For a
 * thousand submissions that is a quarter of an hour; here making a challenge costs one derivation and checking a solution two hashes.
 */
const ROUNDS = 1_000;
const LEAST_TRIES = 500;
const MOST_TRIES = 1_500;

const LONGEST_SOLUTION = 4_096;
const KEY_BYTES = 32;

/** Loaded when the first is asked for: a start does not wait for it. */
const proofOfWork = async () => ({ ...(await import('altcha-lib')), ...(await import('altcha-lib/algorithms/pbkdf2')) });

/** Makes proofs of work, and takes each solution once. All processes of a city share one secret, which lies in the database. */
@Injectable()
export class Challenges {
  private secrets: Promise<readonly [string, string]> | null = null;

  constructor(
    private readonly database: Database,
    private readonly repository: ChallengeRepository,
    private readonly clock: Clock,
  ) {}

  async make(): Promise<Challenge> {
    const [hmacSignatureSecret, hmacKeySignatureSecret] = await this.secretsOfCity();
    const until = this.clock.now().getTime() + VALID_MS;
    const { createChallenge, deriveKey } = await proofOfWork();
    return createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: ROUNDS,
      counter: randomInt(LEAST_TRIES, MOST_TRIES),
      data: { until },
      deriveKey,
      hmacSignatureSecret,
      hmacKeySignatureSecret,
    });
  }

  /** Takes a solution: Base64 of the JSON `{ challenge, solution }`. @returns whether it is right, in time, and new */
  async redeem(text: string): Promise<boolean> {
    const payload = payloadIn(text);
    if (payload === null) return false;
    const [hmacSignatureSecret, hmacKeySignatureSecret] = await this.secretsOfCity();
    const { challenge, solution } = payload;
    const { verifySolution, deriveKey } = await proofOfWork();
    const secrets = { hmacSignatureSecret, hmacKeySignatureSecret };
    const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets }).catch(() => ({ verified: false }));
    const now = this.clock.now();
    const until = new Date(verified ? Number(challenge.parameters.data?.['until']) : 0);
    if (!verified || until <= now) return false;
    return this.database.transaction(async (tx) => {
      await this.repository.forget(tx, now);
      return this.repository.spend(tx, challenge.parameters.nonce, until);
    });
  }

  private secretsOfCity(): Promise<readonly [string, string]> {
    this.secrets ??= this.findOrMakeSecret().then(halves);
    this.secrets.catch(() => (this.secrets = null)); // looked for again when the database is back
    return this.secrets;
  }

  /** Of processes that start together one makes it. */
  private async findOrMakeSecret(): Promise<Buffer> {
    const known = await this.repository.findSecret(this.database);
    if (known !== null) return known;
    await this.database.transaction((tx) => this.repository.insertSecret(tx, randomBytes(2 * KEY_BYTES), this.clock.now()));
    return (await this.repository.findSecret(this.database))!;
  }
}

/** For the challenge, and for the key that solves it. */
const halves = (secret: Buffer): [string, string] => [
  secret.subarray(0, KEY_BYTES).toString('hex'),
  secret.subarray(KEY_BYTES).toString('hex'),
];

function payloadIn(text: string): Payload | null {
  if (text.length > LONGEST_SOLUTION) return null;
  try {
    const payload = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Partial<Payload> | null;
    return payload?.challenge && payload.solution ? (payload as Payload) : null;
  } catch {
    return null;
  }
}
