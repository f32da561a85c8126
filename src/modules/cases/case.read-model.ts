import { Injectable } from '@nestjs/common';
import type { Actor, Scope } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, join, type Sql, sql } from '../../platform/database/index.ts';
import { CASE_COLUMNS, type CaseRow, toCase } from './case.repository.ts';
import { asked, type CaseFilter, isNew, isOpenOnly, isShortlisted } from './case-filter.read-model.ts';
import { inboxOf, inboxScope, shownTo } from './case-inbox.read-model.ts';
import { accessTo, reachable, strangersAmong } from './case-scope.repository.ts';
import { type CaseAccess, OTHER_ACCESSES, type OtherAccess } from './domain/case-access.ts';
import { CaseNotFound } from './domain/case-errors.ts';
import type { AccountNames, Marks } from './domain/case-surroundings.ts';
import type { Case } from './domain/case.ts';
import { liveLegs } from './domain/legs.ts';

type NamedCaseRow = CaseRow & {
  readonly handlers: AccountNames | null;
  readonly isNew?: boolean;
  readonly shortlisted?: boolean;
  readonly access: CaseAccess;
};

/** A case and the names of those who handle its legs. */
export interface NamedCase {
  readonly of: Case;
  readonly handlers: AccountNames;
  readonly marks: Marks | null;
  readonly access: CaseAccess;
  /** The numbers of other cases that it names and the actor may not read. */
  readonly strangers: ReadonlySet<string>;
}

export type CaseSort = 'dueAt' | '-createdAt';

/** Where a page begins: behind this row. */
export interface CasePlaceInList {
  readonly at: Date;
  readonly id: string;
}

export interface CasePage {
  readonly sort: CaseSort;
  readonly after: CasePlaceInList | null;
  readonly limit: number;
}

/** Cases as the console shows them. */
@Injectable()
export class CaseReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The case as those see it who work on it. @throws CaseNotFound when it is missing or not the actor's */
  get(actor: Actor, caseNo: string): Promise<NamedCase> {
    return this.one(actor, caseNo, []);
  }

  /** The case as far as the actor may read it. @throws CaseNotFound when it is missing or not theirs to read in any way */
  look(actor: Actor, caseNo: string): Promise<NamedCase> {
    return this.one(actor, caseNo, OTHER_ACCESSES);
  }

  private async one({ scope }: Actor, caseNo: string, ways: readonly OtherAccess[]): Promise<NamedCase> {
    const [row] = await this.database.query<NamedCaseRow>(sql`
      SELECT ${NAMED_CASE}, ${accessTo(scope)} AS access FROM cases c WHERE c.case_no = ${caseNo}${reachable(scope, ...ways)}`);
    if (!row) throw new CaseNotFound();
    const [shown] = await this.show(scope, [row]);
    return shown!;
  }

  /** The case after a command, with the names of those who handle it now. */
  async after(of: Case, scope: Scope): Promise<NamedCase> {
    const ids = liveLegs(of).flatMap(({ handlerId }) => handlerId ?? []);
    const strangers = await strangersAmong(this.database, scope, casesNamedBy(of));
    if (ids.length === 0) return { of, handlers: {}, marks: null, access: 'FULL', strangers };
    const accounts = await this.database.query<{ id: string; name: string }>(
      sql`SELECT a.id, a.display_name AS name FROM accounts a WHERE a.id = ANY (${ids}::uuid[])`,
    );
    return {
      of,
      handlers: Object.fromEntries(accounts.map(({ id, name }) => [id, name])),
      marks: null,
      access: 'FULL',
      strangers,
    };
  }

  /** The earliest receipt of all petitions that a case answers, of those that came with a merge too. @throws CaseNotFound */
  async earliestReceipt(caseNo: string): Promise<Date> {
    const [row] = await this.database.query<{ at: Date }>(sql`
      SELECT least(c.first_received_at, min(p.received_at)) AS at
      FROM cases c
      LEFT JOIN case_petitions l ON l.case_id = c.id
      LEFT JOIN petitions p ON p.id = l.petition_id
      WHERE c.case_no = ${caseNo}
      GROUP BY c.id`);
    if (!row) throw new CaseNotFound();
    return row.at;
  }

  /**
   * The cases that an actor may see, a page at a time; one row more than the limit when there are more.
   *
   * The inbox of an agency is one range of `assignments_open_by_agency`, the open cases of the whole city one range of
   * `cases_open_by_due`: a page costs the same anywhere in the list and whatever the size of the archive.
   */
  async list(actor: Actor, filter: CaseFilter, { sort, after, limit }: CasePage): Promise<NamedCase[]> {
    const conditions = asked(actor, filter, this.clock.now());
    const inbox = sort === 'dueAt' ? inboxScope(actor.scope, filter) : null;
    const rows = await this.database.query<NamedCaseRow>(sql`
      SELECT ${NAMED_CASE}, ${accessInList(actor, filter)} AS access, ${isNew(actor, filter.list)} AS "isNew",
        ${isShortlisted(actor)} AS shortlisted
      ${inbox ? inboxOf(inbox, conditions, { after, limit: limit + 1 }) : listOf([shownTo(actor, filter), ...conditions], { sort, after, limit: limit + 1 })}`);
    return this.show(actor.scope, rows);
  }

  private async show(scope: Scope, rows: readonly NamedCaseRow[]): Promise<NamedCase[]> {
    const cases = rows.map(({ handlers, isNew: fresh, shortlisted, access, ...row }) => ({
      access,
      of: toCase(row),
      handlers: handlers ?? {},
      marks: fresh === undefined || shortlisted === undefined ? null : { new: fresh, shortlisted },
    }));
    const named = cases.flatMap(({ of }) => casesNamedBy(of));
    const strangers = await strangersAmong(this.database, scope, named);
    return cases.map((each) => ({ ...each, strangers }));
  }

  /** How many there are in all. */
  async count(actor: Actor, filter: CaseFilter): Promise<number> {
    const [counted] = await this.database.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total
      FROM cases c
      WHERE ${join([shownTo(actor, filter), ...asked(actor, filter, this.clock.now())], ' AND ')}`);
    return counted!.total;
  }
}

/** By which order a list is one range of an index, however large the archive is: closed cases have none by their due time. */
export const usualSort = (filter: CaseFilter): CaseSort => (isOpenOnly(filter) ? 'dueAt' : '-createdAt');

/** The other cases that a case names to those who read it. */
const casesNamedBy = ({ mergedInto, parent, earlierCaseNo }: Case): string[] =>
  [mergedInto, parent?.caseNo, earlierCaseNo].filter((caseNo) => caseNo != null);

const HANDLERS = sql`(
  SELECT jsonb_object_agg(h.id, h.display_name)
  FROM assignments m
  JOIN accounts h ON h.id = m.handler_id
  WHERE m.case_id = c.id AND m.ended_at IS NULL)`;
const NAMED_CASE = sql`${CASE_COLUMNS}, ${HANDLERS} AS handlers`;
const FROM_CASES = sql`FROM cases c`;

interface Order {
  readonly by: Sql;
  readonly after: (place: CasePlaceInList) => Sql;
}

const ORDERS: Readonly<Record<CaseSort, Order>> = {
  dueAt: { by: sql`c.due_at, c.id`, after: ({ at, id }) => sql`(c.due_at, c.id) > (${at}, ${id})` },
  '-createdAt': { by: sql`c.opened_at DESC, c.id DESC`, after: ({ at, id }) => sql`(c.opened_at, c.id) < (${at}, ${id})` },
};

function listOf(conditions: readonly Sql[], { sort, after, limit }: CasePage): Sql {
  const order = ORDERS[sort];
  const wanted = after === null ? conditions : [...conditions, order.after(after)];
  return sql`${FROM_CASES} WHERE ${join(wanted, ' AND ')} ORDER BY ${order.by} LIMIT ${limit}`;
}

/** In which way the cases of a list are the actor's to read: worked out only where it may differ. */
const accessInList = ({ scope }: Actor, { access, approval }: CaseFilter): Sql =>
  access !== undefined || approval !== undefined || scope.all || !scope.own ? sql`${access ?? 'FULL'}::text` : accessTo(scope);
