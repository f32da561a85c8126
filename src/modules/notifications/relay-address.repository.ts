import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '../../platform/database/index.ts';
import type { RelayKey } from './domain/relay-address.ts';

@Injectable()
export class RelayAddressRepository {
  /** The key of a petition: the one it has, or else this new one. */
  async keyOf(tx: Tx, petitionId: string, newToken: string): Promise<RelayKey> {
    await tx.query(sql`
      INSERT INTO relay_addresses (petition_id, token) VALUES (${petitionId}, ${newToken}) ON CONFLICT (petition_id) DO NOTHING`);
    const [key] = await tx.query<RelayKey>(sql`
      SELECT p.petition_no AS "petitionNo", a.token
      FROM relay_addresses a
      JOIN petitions p ON p.id = a.petition_id
      WHERE a.petition_id = ${petitionId}`);
    return key!;
  }
}
