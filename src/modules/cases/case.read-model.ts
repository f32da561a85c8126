import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Database, join, type Sql, sql } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { BadPageCursor, decodeCursor, isInstant, type Page, toPage } from '../../platform/http/index.ts';
import { CaseViews } from './case-view.service.ts';
import type { CaseQuery } from './case.dto.ts';
import { CASE_COLUMNS, type CaseRow, toCase, within } from './case.repository.ts';
import { type CaseEventView, type CaseView, toEventView } from './case.view.dto.ts';
import { CaseNotFound } from './domain/case-errors.ts';
import type { Case } from './domain/case.ts';
import { toSearchQuery } from './domain/search-terms.ts';

type NamedCaseRow = CaseRow & { readonly handlerName: string | null };

/** Cases as the console shows them. */
@Injectable()
export class CaseReadModel {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
    private readonly facts: Facts,
    private readonly time: CityTime,
  ) {}

  /** @throws CaseNotFound when it is missing or not the actor's */
  async get(actor: Actor, caseNo: string): Promise<CaseView> {
    return this.show(await this.row(actor, caseNo));
  }

  /** The case after a command, with the name of whoever handles it now. */
  async after(next: Case): Promise<CaseView> {
    if (next.handlerId === null) return this.views.view(next, null);
    const [account] = await this.database.query<{ name: string }>(
      sql`SELECT a.display_name AS name FROM accounts a WHERE a.id = ${next.handlerId}`,
    );
    return this.views.view(next, account?.name ?? null);
  }

  /** What happened to a case, the oldest first. @throws CaseNotFound */
  async events(actor: Actor, caseNo: string): Promise<Page<CaseEventView>> {
    const { id } = await this.row(actor, caseNo);
    const facts = await this.facts.about(this.database, id);
    return { items: facts.map((fact) => toEventView(fact, (at) => this.time.write(at))), nextCursor: null };
  }

  /**
   * The cases that an actor may see, a page at a time.
   *
   * An agency's inbox is one range of `assignments_by_agency`, the whole city's one range of `cases_open_by_due`: a page costs the
   * same anywhere in the list. Conditions are put in only when they are asked for, so that a plan fits them.
   */
  async list(actor: Actor, query: CaseQuery): Promise<Page<CaseView>> {
    const order = ORDERS[query.sort];
    const conditions = this.conditions(actor, query);
    const paged = query.cursor === undefined ? conditions : [...conditions, order.after(cursorOf(query.cursor))];
    const rows = await this.database.query<NamedCaseRow>(sql`
      ${SELECT_NAMED_CASE} WHERE ${join(paged, ' AND ')} ORDER BY ${order.by} LIMIT ${query.limit + 1}`);
    const page = toPage(rows, query.limit, order.cursor, (row) => this.show(row));
    if (!query.count) return page;
    const [counted] = await this.database.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total FROM cases c WHERE ${join(conditions, ' AND ')}`);
    return { ...page, total: counted!.total };
  }

  private conditions(actor: Actor, query: CaseQuery): Sql[] {
    const found: Sql[] = [sql`TRUE${within(actor.scope)}`];
    if (query.status) found.push(sql`c.status = ANY(${query.status})`);
    if (query.agency !== undefined) found.push(sql`c.lead_agency_code = ${query.agency}`);
    if (query.category !== undefined) found.push(sql`c.category_code = ${query.category}`);
    if (query.district !== undefined) found.push(sql`c.district_code = ${query.district}`);
    if (query.handler === 'me') found.push(sql`c.handler_id = ${actor.id}`);
    if (query.overdue === true)
      found.push(sql`c.closed_at IS NULL AND c.clock_state = 'RUNNING' AND c.due_at < ${this.time.now()}`);
    if (query.overdue === false)
      found.push(sql`(c.closed_at IS NOT NULL OR c.clock_state <> 'RUNNING' OR c.due_at >= ${this.time.now()})`);
    if (query.dueBefore !== undefined) found.push(sql`c.due_at < ${new Date(query.dueBefore)}`);
    if (query.q !== undefined) found.push(matching(query.q));
    return found;
  }

  private async row(actor: Actor, caseNo: string): Promise<NamedCaseRow> {
    const [row] = await this.database.query<NamedCaseRow>(sql`
      ${SELECT_NAMED_CASE} WHERE c.case_no = ${caseNo}${within(actor.scope)}`);
    if (!row) throw new CaseNotFound();
    return row;
  }

  private show({ handlerName, ...row }: NamedCaseRow): CaseView {
    return this.views.view(toCase(row), handlerName);
  }
}

const SELECT_NAMED_CASE = sql`
  SELECT ${CASE_COLUMNS}, h.display_name AS "handlerName"
  FROM cases c
  LEFT JOIN accounts h ON h.id = c.handler_id`;

/** A number finds its case; anything else is searched for as words. A query without a word finds nothing. */
function matching(q: string): Sql {
  const caseNo = parseReferenceNumber('C', q);
  if (caseNo !== null) return sql`c.case_no = ${caseNo}`;
  const words = toSearchQuery(q);
  return words === null ? sql`FALSE` : sql`c.search @@ ${words}::tsquery`;
}

interface Cursor {
  readonly at: Date;
  readonly id: string;
}

interface Order {
  readonly by: Sql;
  readonly after: (cursor: Cursor) => Sql;
  readonly cursor: (row: CaseRow) => readonly string[];
}

const ORDERS: Readonly<Record<CaseQuery['sort'], Order>> = {
  dueAt: {
    by: sql`c.due_at, c.id`,
    after: ({ at, id }) => sql`(c.due_at, c.id) > (${at}, ${id})`,
    cursor: (row) => [row.dueAt.toISOString(), row.id],
  },
  '-createdAt': {
    by: sql`c.opened_at DESC, c.id DESC`,
    after: ({ at, id }) => sql`(c.opened_at, c.id) < (${at}, ${id})`,
    cursor: (row) => [row.openedAt.toISOString(), row.id],
  },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function cursorOf(text: string): Cursor {
  const [at, id] = decodeCursor(text, 2) as [string, string];
  if (!isInstant(at) || !UUID.test(id)) throw new BadPageCursor();
  return { at: new Date(at), id };
}
