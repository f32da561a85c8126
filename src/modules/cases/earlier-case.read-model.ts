import { Injectable } from '@nestjs/common';
import type { Scope } from '../../kernel/actor.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { type PersonKeys, personKeysOf, SealedPetitioners, type SealedRow } from '../petitions/index.ts';
import { within } from './case-scope.repository.ts';
import { BadEarlierCase } from './domain/ending-errors.ts';
import type { EarlierCase } from './domain/ending.ts';

/** Earlier cases that answered the same matter. */
@Injectable()
export class EarlierCaseReadModel {
  constructor(
    private readonly database: Database,
    private readonly petitioners: SealedPetitioners,
  ) {}

  /** @throws BadEarlierCase when it is missing, outside the scope, or the case itself */
  async get(caseNo: string, earlierCaseNo: string, scope: Scope): Promise<EarlierCase> {
    const [row] = await this.database.query<Omit<EarlierCase, 'samePerson'>>(sql`
      SELECT c.case_no AS "caseNo", c.status = 'CLOSED' AND c.reply IS NOT NULL AND c.outcome <> 'REFERRED' AS answered
      FROM cases c
      WHERE c.case_no = ${earlierCaseNo} AND c.case_no <> ${caseNo}${within(scope)}`);
    if (!row) throw new BadEarlierCase('UNKNOWN');
    const [ours, theirs] = await Promise.all([this.reachedAt(caseNo), this.reachedAt(earlierCaseNo)]);
    return { ...row, samePerson: [...ours].some((way) => theirs.has(way)) };
  }

  /** Where the petitioners of a case can be reached, written in one way; those who petitioned in confidence are compared with nobody. */
  private async reachedAt(caseNo: string): Promise<Set<string>> {
    const rows = await this.database.query<SealedRow & { readonly anonymous: boolean }>(sql`
      SELECT r.petition_id AS "petitionId", r.sealed, p.anonymous
      FROM cases w
      JOIN case_petitions l ON l.case_id = w.id
      JOIN petitions p ON p.id = l.petition_id AND NOT p.confidential
      JOIN petitioners r ON r.petition_id = p.id
      WHERE w.case_no = ${caseNo} AND NOT w.confidential AND coalesce(r.phone_index, r.email_index) IS NOT NULL`);
    const opened = await this.petitioners.openAll(rows);
    return new Set(opened.flatMap(({ anonymous, person }) => waysTo(personKeysOf({ anonymous, petitioner: person }))));
  }
}

const waysTo = ({ phoneKey, emailKey }: PersonKeys): string[] => [phoneKey, emailKey].filter((way) => way !== null);
