import { MACHINE_PERMISSIONS } from '../../src/modules/identity/api-keys/domain/api-key.ts';
import { entered, type Held } from './district-holders.ts';
import { Client, type TestApp } from './test-app.ts';

/** Where the cases lie that the readers of lists are to find, or not; and where they do not. */
export const [HERE, ELSEWHERE] = ['68000030', '68000020'];

/** Somebody who reads lists. */
export interface Reader extends Held {
  readonly name: string;
  /** From each of the cases, because it complains of them. */
  readonly recused: boolean;
}

const OF_CITY = ['OPERATOR', 'DISPATCHER', 'CITY_SUPERVISOR', 'AUDITOR'];
const OF_AGENCY = ['HANDLER', 'AGENCY_SUPERVISOR'];
/** A program with a key, which holds no role. */
const MACHINE = 'MACHINE';
/** It has the cases, had some, had some and is recused, helped with some and has answered, has nothing to do with any. */
const AGENCIES = ['TY-TRA', 'TY-LIB', 'TY-OEM', 'TY-RMO', 'TY-FIN'];

const held = (role: string, difference: Partial<Reader> = {}): Reader => {
  const of = { role, recused: false, ...difference };
  const parts = ['reader', role, of.agencyCode, of.districtCode, of.recused ? 'recused' : undefined];
  return {
    ...of,
    name: parts
      .filter((part) => part !== undefined)
      .join('.')
      .toLowerCase(),
  };
};

/** Every role and every key, for whatever they can be held. */
export const READERS: readonly Reader[] = [
  ...OF_CITY.flatMap((role) => [
    held(role),
    held(role, { districtCode: HERE }),
    held(role, { districtCode: ELSEWHERE }),
    held(role, { recused: true }),
  ]),
  ...OF_AGENCY.flatMap((role) => [
    ...AGENCIES.map((agencyCode) => held(role, { agencyCode })),
    held(role, { agencyCode: 'TY-TRA', recused: true }),
  ]),
  held('ADMIN'),
  held('ADMIN', { recused: true }),
  held('VILLAGE_HEAD'),
  held(MACHINE),
  ...AGENCIES.map((agencyCode) => held(MACHINE, { agencyCode })),
];

/** Gives the readers their accounts. @returns the ids of those who are to be recused */
export async function enterReaders(city: TestApp): Promise<string[]> {
  const ids: string[] = [];
  for (const reader of READERS.filter(({ role }) => role !== MACHINE)) {
    const id = await entered(city, reader.name, reader);
    if (reader.recused) ids.push(id);
  }
  return ids;
}

const keys = new Map<string, Promise<Client>>();

/** With a session, or with a key that may do whatever keys may. */
export function clientOf(city: TestApp, reader: Reader): Promise<Client> {
  if (reader.role !== MACHINE) return city.as(reader.name);
  const client = keys.get(reader.name) ?? withKey(city, reader);
  keys.set(reader.name, client);
  return client;
}

async function withKey(city: TestApp, { name, agencyCode }: Reader): Promise<Client> {
  const agencyCodes = agencyCode === undefined ? null : [agencyCode];
  const wish = { name, agencyCodes, scopes: MACHINE_PERMISSIONS, perMinute: 6_000, expiresAt: '2027-01-20T09:00:00+08:00' };
  const { status, body } = await (await city.as('admin')).post('/api-keys', wish);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return new Client(city.app, { 'x-api-key': body.key as string });
}
