import { Injectable } from '@nestjs/common';
import { type Sql, sql } from '../database/index.ts';
import { decrypt, encrypt, SealBroken } from './cipher.ts';
import { KeyRing } from './key-ring.ts';

/** How what is sealed begins: the version of its form, then the number of its key. */
const VERSION = 1;
const HEADER_BYTES = 5;

/** Seals what is personal before it is written, and opens it when it was read. */
@Injectable()
export class Vault {
  constructor(private readonly ring: KeyRing) {}

  /**
   * In memory, some microseconds: intake waits for nobody.
   *
   * @param place table and key of the row, `petitioners:<id>`: put into another row, it does not open
   * @throws VaultKeysOutOfDate
   */
  seal(content: unknown, place: string): Buffer {
    const { id, key } = this.ring.dataKey;
    return Buffer.concat([headerOf(id), encrypt(key, JSON.stringify(content), place)]);
  }

  /**
   * Asks for the keys again when it does not know the key: another process may have made one.
   *
   * @throws SealBroken
   */
  async open<Content>(sealed: Buffer, place: string): Promise<Content> {
    const keyId = keyIdOf(sealed);
    if (!this.ring.find(keyId)) await this.ring.refresh();
    const key = this.ring.find(keyId);
    if (!key) throw new SealBroken(`nobody has key ${keyId} of ${place}`);
    return JSON.parse(decrypt(key, sealed.subarray(HEADER_BYTES), place).toString('utf8')) as Content;
  }

  /** Opens and seals by the key that is used now. @throws SealBroken, VaultKeysOutOfDate */
  async reseal(sealed: Buffer, place: string): Promise<Buffer> {
    return this.seal(await this.open(sealed, place), place);
  }

  /** A condition: whether what a column holds was sealed by another key than the one that is used now. Not where it holds nothing. */
  isStale(column: Sql): Sql {
    return sql`substring(${column} FOR ${HEADER_BYTES}::integer) <> ${headerOf(this.ring.dataKey.id)}::bytea`;
  }
}

/** How everything begins that a key sealed. */
export function headerOf(keyId: number): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeUInt32BE(keyId, 1);
  return header;
}

/** @throws SealBroken */
function keyIdOf(sealed: Buffer): number {
  if (sealed.length < HEADER_BYTES || sealed.readUInt8(0) !== VERSION) throw new SealBroken('unknown form');
  return sealed.readUInt32BE(1);
}
