import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Made with the same cost from 32 random bytes that nobody kept: no password matches it. */
export const NOBODYS_HASH = '$argon2id$v=19$m=19456,t=2,p=1$ZqIPkMQVabvIrJDPrxGfUg$kngaQjSr8zzu62nFe92O0NjzdmQRsuPh215H0Qqy7LI';

/** Letters and digits that look alike in no font. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GENERATED_LENGTH = 14; // 31^14: 69 bits

/** Hashes passwords and compares them. Each takes some 30 ms and 19 MiB on a thread of its own. */
@Injectable()
export class PasswordService {
  hash(password: string): Promise<string> {
    return hash(normalise(password), COST);
  }

  /** A password that somebody is told and types once. */
  generate(): string {
    return Array.from({ length: GENERATED_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');
  }

  /** @param passwordHash null when there is no such account: takes as long, and is never right */
  matches(passwordHash: string | null, password: string): Promise<boolean> {
    return verify(passwordHash ?? NOBODYS_HASH, normalise(password));
  }
}

/** The same password from every keyboard (NIST SP 800-63B §3.1.1.2). */
const normalise = (password: string): string => password.normalize('NFKC');
