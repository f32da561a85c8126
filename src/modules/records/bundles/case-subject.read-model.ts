import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { isRecusedFrom, within } from '../../cases/index.ts';

/** A case, and everything of which the record tells in the course of it. */
export interface CaseSubject {
  readonly caseId: string;
  /** The case itself, its petitions – also where another case answers them now –, its clock, its surveys, its files and its messages. */
  readonly subjectIds: readonly string[];
}

/** What somebody is shown nothing of, wherever it stands in the record. */
export interface Barred {
  /** What the record tells of in the course of the cases: they themselves, their petitions, clocks, surveys, files and messages. */
  readonly subjectIds: readonly string[];
  readonly caseNos: readonly string[];
}

/** Which subjects of the record a case has. */
@Injectable()
export class CaseSubjects {
  constructor(private readonly database: Database) {}

  /** Null when there is no such case within the scope. */
  async find(caseNo: string, scope: Scope): Promise<CaseSubject | null> {
    const [row] = await this.database.query<CaseSubject>(sql`
      SELECT c.id AS "caseId", ARRAY(SELECT case_subjects(c.id)) AS "subjectIds"
      FROM cases c
      WHERE c.case_no = ${caseNo}${within(scope)}`);
    return row ?? null;
  }

  /** The cases that somebody is recused from. */
  async barred(scope: Scope): Promise<Barred> {
    const rows = await this.database.query<{ caseNo: string; subjectIds: string[] }>(sql`
      SELECT c.case_no AS "caseNo", ARRAY(SELECT case_subjects(c.id)) AS "subjectIds"
      FROM cases c
      WHERE ${isRecusedFrom(scope)}`);
    return { subjectIds: rows.flatMap(({ subjectIds }) => subjectIds), caseNos: rows.map(({ caseNo }) => caseNo) };
  }
}
