import { entered, type Held } from './district-holders.ts';
import type { Client, TestApp } from './test-app.ts';

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

/** Every role, where it can be held. */
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
];

/** Gives the readers their accounts. @returns the ids of those who are to be recused */
export async function enterReaders(city: TestApp): Promise<string[]> {
  const ids: string[] = [];
  for (const reader of READERS) {
    const id = await entered(city, reader.name, reader);
    if (reader.recused) ids.push(id);
  }
  return ids;
}

export const clientOf = (city: TestApp, { name }: Reader): Promise<Client> => city.as(name);
