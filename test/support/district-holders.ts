import { randomUUID } from 'node:crypto';
import { sql } from '../../src/platform/database/index.ts';
import type { Client, TestApp } from './test-app.ts';

/** A role as somebody holds it; for the whole city where neither is named. */
export interface Held {
  readonly role: string;
  readonly agencyCode?: string;
  readonly districtCode?: string;
}

/** An account that is there before anybody signs in to it. */
export async function entered(city: TestApp, username: string, { role, agencyCode, districtCode }: Held): Promise<string> {
  const id = randomUUID();
  await city.rows(sql`
    INSERT INTO accounts (id, username, display_name, password_hash, demonstration, failed_logins, created_at)
    SELECT ${id}::uuid, ${username}, '分區人員', a.password_hash, true, 0, a.created_at FROM accounts a WHERE a.username = 'operator'`);
  await city.rows(sql`
    INSERT INTO account_roles (account_id, role, agency_code, district_code)
    VALUES (${id}, ${role}, ${agencyCode ?? '*'}, ${districtCode ?? '*'})`);
  return id;
}

/** Somebody who holds a role for one district, signed in. */
export async function holderOf(city: TestApp, role: string, districtCode: string): Promise<Client> {
  const username = `${role.toLowerCase()}.${districtCode}`;
  await entered(city, username, { role, districtCode });
  return city.signIn(username);
}
