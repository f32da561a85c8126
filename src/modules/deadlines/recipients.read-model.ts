import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../platform/database/index.ts';
import { Agencies } from '../agencies/index.ts';
import { AccountDirectory, type Colleague } from '../identity/index.ts';
import type { Recipient } from './domain/deadline-facts.ts';
import type { RecipientLevel } from './domain/reminder-ladder.ts';

interface Responsible {
  readonly leadAgencyCode: string | null;
  readonly handlerId: string | null;
}

/** Who stands for a level of the ladder in one case. */
@Injectable()
export class Recipients {
  constructor(
    private readonly accounts: AccountDirectory,
    private readonly agencies: Agencies,
  ) {}

  /** Each person once, at the first level that names them; and the deputies of those who are away. Nobody who is recused from the case. */
  async of(db: Db, caseId: string, levels: readonly RecipientLevel[], at: Date): Promise<Recipient[]> {
    const [responsible] = await db.query<Responsible>(sql`
      SELECT c.lead_agency_code AS "leadAgencyCode", c.handler_id AS "handlerId" FROM cases c WHERE c.id = ${caseId}`);
    const found = new Map<string, Recipient>();
    for (const level of levels) {
      for (const { id, username } of await this.at(db, level, responsible!)) {
        if (!found.has(id)) found.set(id, { accountId: id, username, level });
      }
    }
    for (const { id, username } of await this.accounts.listDeputies(db, [...found.keys()], at)) {
      if (!found.has(id)) found.set(id, { accountId: id, username, level: 'DEPUTY' });
    }
    const recused = await this.recusedFrom(db, caseId);
    return [...found.values()].filter(({ accountId }) => !recused.has(accountId));
  }

  private async recusedFrom(db: Db, caseId: string): Promise<ReadonlySet<string | null>> {
    const rows = await db.query<{ accountId: string | null }>(sql`
      SELECT x.account_id AS "accountId" FROM recusals x WHERE x.case_id = ${caseId} AND x.lifted_at IS NULL`);
    return new Set(rows.map(({ accountId }) => accountId));
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
