import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../platform/database/index.ts';
import { Agencies } from '../agencies/index.ts';
import { withMerged } from '../cases/index.ts';
import { AccountDirectory, type Colleague } from '../identity/index.ts';
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
   * recused from the case. What many cases ask for is read once.
   */
  async ofAll(db: Db, wanted: readonly Wanted[], at: Date): Promise<Recipient[][]> {
    const known = new Map<string, Colleague[]>();
    const all: Map<string, Recipient>[] = [];
    for (const { responsible, levels } of wanted) {
      const found = new Map<string, Recipient>();
      for (const level of levels) {
        for (const { id, username } of await this.once(db, level, responsible, known)) {
          if (!found.has(id)) found.set(id, { accountId: id, username, level });
        }
      }
      all.push(found);
    }
    await this.addDeputies(db, all, at);
    const recused = await this.recusedFrom(
      db,
      wanted.map(({ caseId }) => caseId),
    );
    return all.map((found, i) =>
      [...found.values()].filter(({ accountId }) => !recused.has(`${wanted[i]!.caseId} ${accountId}`)),
    );
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

  /** Case and account of each recusal in force, from the case or one that it answers for. */
  private async recusedFrom(db: Db, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db.query<{ key: string }>(sql`
      SELECT k.id || ' ' || x.account_id AS key
      FROM unnest(${caseIds}::uuid[]) AS k (id)
      CROSS JOIN LATERAL (${withMerged(sql`k.id`)} SELECT m.id FROM merged m) a
      JOIN recusals x ON x.case_id = a.id
      WHERE x.account_id IS NOT NULL AND x.lifted_at IS NULL`);
    return new Set(rows.map(({ key }) => key));
  }

  private async once(
    db: Db,
    level: RecipientLevel,
    responsible: Responsible,
    known: Map<string, Colleague[]>,
  ): Promise<Colleague[]> {
    const key = [level, responsible.leadAgencyCode, level === 'HANDLER' ? responsible.handlerId : null].join('/');
    const colleagues = known.get(key) ?? (await this.at(db, level, responsible));
    known.set(key, colleagues);
    return colleagues;
  }

  private at(db: Db, level: RecipientLevel, responsible: Responsible): Promise<Colleague[]> {
    const { leadAgencyCode, handlerId } = responsible;
    if (leadAgencyCode === null && level !== 'CITY_SUPERVISOR') return this.accounts.listDispatchers(db);
    switch (level) {
      case 'HANDLER':
        return this.handlers(db, leadAgencyCode!, handlerId);
      case 'DEPUTY':
        return Promise.resolve([]); // deputies are told whenever whoever is away is
      case 'AGENCY_SUPERVISOR':
        return this.accounts.listSupervisors(db, leadAgencyCode!);
      case 'AGENCY_HEAD':
        return this.parentSupervisors(db, leadAgencyCode!);
      case 'DUTY_DESK':
        return this.accounts.listDispatchers(db);
      case 'CITY_SUPERVISOR':
        return this.accounts.listCitySupervisors(db);
    }
  }

  /** Whoever works on the case; all who could, when nobody does or the one who did has left. */
  private async handlers(db: Db, agencyCode: string, handlerId: string | null): Promise<Colleague[]> {
    const handler = handlerId === null ? null : await this.accounts.findCaseWorker(db, handlerId, agencyCode);
    return handler === null ? this.accounts.listHandlers(db, agencyCode) : [handler];
  }

  /** The body above looks after its own; a body without one above is its own head. */
  private parentSupervisors(db: Db, agencyCode: string): Promise<Colleague[]> {
    return this.accounts.listSupervisors(db, this.agencies.find(agencyCode)?.parentCode ?? agencyCode);
  }
}
