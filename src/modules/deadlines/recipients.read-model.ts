import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../platform/database/index.ts';
import { Agencies } from '../agencies/index.ts';
import { withMerged } from '../cases/index.ts';
import { AccountDirectory, type Colleague, type Seat, WHOLE_CITY } from '../identity/index.ts';
import type { Recipient } from './domain/deadline-facts.ts';
import type { RecipientLevel } from './domain/reminder-ladder.ts';

/** Who answers for a case. */
export interface Responsible {
  readonly leadAgencyCode: string | null;
  readonly handlerId: string | null;
}

/** Levels of one case that are to be reminded. */
export interface Wanted {
  readonly caseId: string;
  readonly responsible: Responsible;
  readonly levels: readonly RecipientLevel[];
}

/** Who stands for a level of the ladder in one case. */
@Injectable()
export class Recipients {
  constructor(
    private readonly accounts: AccountDirectory,
    private readonly agencies: Agencies,
  ) {}

  /**
   * For each case its people, each once, at the first level that names them, and the deputies of those who are away; nobody who is
   * recused from the case, and the city's supervisors in the place of a body above that is. However many cases are asked for, it is
   * four statements.
   */
  async ofAll(db: Db, wanted: readonly Wanted[], at: Date): Promise<Recipient[][]> {
    const workers = await this.workersOf(db, wanted);
    const recused = await this.recusedFrom(
      db,
      wanted.map(({ caseId }) => caseId),
    );
    const isRecused = (caseId: string, who: string): boolean => recused.has(`${caseId} ${who}`);
    const places = wanted.map(({ caseId, responsible, levels }) =>
      levels.map((level) => {
        const place = this.placeOf(level, responsible, workers);
        return {
          level,
          place: place !== null && 'role' in place && isRecused(caseId, place.agencyCode) ? CITY_SUPERVISORS : place,
        };
      }),
    );
    const staff = await this.staffOf(db, places.flat());
    const all = places.map((named) => {
      const found = new Map<string, Recipient>();
      for (const { level, place } of named) {
        for (const { id, username } of place === null ? [] : 'id' in place ? [place] : (staff.get(keyOf(place)) ?? [])) {
          if (!found.has(id)) found.set(id, { accountId: id, username, level });
        }
      }
      return found;
    });
    await this.addDeputies(db, all, at);
    return all.map((found, i) => [...found.values()].filter(({ accountId }) => !isRecused(wanted[i]!.caseId, accountId)));
  }

  /** Who works on the cases, by account and agency: those who have left their agency are not there. */
  private async workersOf(db: Db, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, Colleague>> {
    const named = wanted.flatMap(({ responsible: { handlerId, leadAgencyCode }, levels }) =>
      handlerId === null || leadAgencyCode === null || !levels.includes('HANDLER')
        ? []
        : [[`${handlerId} ${leadAgencyCode}`, { accountId: handlerId, agencyCode: leadAgencyCode }] as const],
    );
    const found = await this.accounts.listCaseWorkers(db, [...new Map(named).values()]);
    return new Map(found.map((worker) => [`${worker.accountId} ${worker.agencyCode}`, worker]));
  }

  private async staffOf(
    db: Db,
    places: readonly { readonly place: Seat | Colleague | null }[],
  ): Promise<ReadonlyMap<string, Colleague[]>> {
    const seats = new Map<string, Seat>();
    for (const { place } of places) if (place !== null && 'role' in place) seats.set(keyOf(place), place);
    const staff = new Map<string, Colleague[]>();
    for (const colleague of await this.accounts.listByRoles(db, [...seats.values()])) {
      const seated = staff.get(keyOf(colleague)) ?? [];
      staff.set(keyOf(colleague), [...seated, colleague]);
    }
    return staff;
  }

  private async addDeputies(db: Db, all: readonly Map<string, Recipient>[], at: Date): Promise<void> {
    const ids = [...new Set(all.flatMap((found) => [...found.keys()]))];
    const deputies = await this.accounts.listDeputies(db, ids, at);
    for (const found of all) {
      for (const { id, username, absentId } of deputies) {
        if (found.has(absentId) && !found.has(id)) found.set(id, { accountId: id, username, level: 'DEPUTY' });
      }
    }
  }

  /** Case and account, or agency, of each recusal in force, from the case or one that it answers for. */
  private async recusedFrom(db: Db, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db.query<{ key: string }>(sql`
      SELECT k.id || ' ' || coalesce(x.account_id::text, x.agency_code) AS key
      FROM unnest(${caseIds}::uuid[]) AS k (id)
      CROSS JOIN LATERAL (${withMerged(sql`k.id`)} SELECT m.id FROM merged m) a
      JOIN recusals x ON x.case_id = a.id
      WHERE x.lifted_at IS NULL`);
    return new Set(rows.map(({ key }) => key));
  }

  /** Who stands for a level: somebody, all who hold a role, or nobody. All who could work on a case, when nobody does or has left. */
  private placeOf(
    level: RecipientLevel,
    { leadAgencyCode, handlerId }: Responsible,
    workers: ReadonlyMap<string, Colleague>,
  ): Seat | Colleague | null {
    if (leadAgencyCode === null) return level === 'CITY_SUPERVISOR' ? CITY_SUPERVISORS : DUTY_DESK;
    const worker = level === 'HANDLER' && handlerId !== null ? workers.get(`${handlerId} ${leadAgencyCode}`) : undefined;
    const role = ROLES[level];
    return worker ?? (role && { role, agencyCode: this.placeOfRole(level, leadAgencyCode) });
  }

  private placeOfRole(level: RecipientLevel, leadAgencyCode: string): string {
    if (level === 'DUTY_DESK' || level === 'CITY_SUPERVISOR') return WHOLE_CITY;
    if (level !== 'AGENCY_HEAD') return leadAgencyCode;
    return this.agencies.find(leadAgencyCode)?.parentCode ?? leadAgencyCode; // a body without one above is its own head
  }
}

const DUTY_DESK: Seat = { role: 'DISPATCHER', agencyCode: WHOLE_CITY };
const CITY_SUPERVISORS: Seat = { role: 'CITY_SUPERVISOR', agencyCode: WHOLE_CITY };

/** Deputies are told whenever whoever is away is; the body above looks after its own. */
const ROLES: Readonly<Record<RecipientLevel, Seat['role'] | null>> = {
  HANDLER: 'HANDLER',
  DEPUTY: null,
  AGENCY_SUPERVISOR: 'AGENCY_SUPERVISOR',
  AGENCY_HEAD: 'AGENCY_SUPERVISOR',
  DUTY_DESK: 'DISPATCHER',
  CITY_SUPERVISOR: 'CITY_SUPERVISOR',
};

const keyOf = ({ role, agencyCode }: Seat): string => `${role} ${agencyCode}`;
