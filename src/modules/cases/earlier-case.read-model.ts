import { Injectable } from '@nestjs/common';
import type { Scope } from '../../kernel/actor.ts';
import { Database, type Sql, sql } from '../../platform/database/index.ts';
import { within } from './case-scope.repository.ts';
import { BadEarlierCase } from './domain/ending-errors.ts';
import type { EarlierCase } from './domain/ending.ts';

/** Earlier cases that answered the same matter. */
@Injectable()
export class EarlierCaseReadModel {
  constructor(private readonly database: Database) {}

  /** @throws BadEarlierCase when it is missing, outside the scope, or the case itself */
  async get(caseNo: string, earlierCaseNo: string, scope: Scope): Promise<EarlierCase> {
    const [row] = await this.database.query<EarlierCase>(sql`
      SELECT c.case_no AS "caseNo", c.status = 'CLOSED' AND c.reply IS NOT NULL AND c.outcome <> 'REFERRED' AS answered,
        EXISTS (${reachedAt(sql`w.case_no = ${caseNo}`)} INTERSECT ${reachedAt(sql`w.id = c.id`)}) AS "samePerson"
      FROM cases c
      WHERE c.case_no = ${earlierCaseNo} AND c.case_no <> ${caseNo}${within(scope)}`);
    if (!row) throw new BadEarlierCase('UNKNOWN');
    return row;
  }
}

/** Where the petitioners of a case can be reached, written in one way; those who petitioned in confidence are compared with nobody. */
const reachedAt = (condition: Sql): Sql => sql`(
  SELECT contact.at
  FROM cases w
  JOIN case_petitions l ON l.case_id = w.id
  JOIN petitions p ON p.id = l.petition_id AND NOT p.confidential
  JOIN petitioners r ON r.petition_id = p.id
  CROSS JOIN LATERAL (VALUES (r.email_key), (r.phone_key)) AS contact (at)
  WHERE ${condition} AND NOT w.confidential AND contact.at IS NOT NULL)`;
