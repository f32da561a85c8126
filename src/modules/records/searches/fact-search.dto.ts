import { IsOptional, IsUUID, Matches } from 'class-validator';
import { civilDate } from '../../../kernel/civil-date.ts';
import { BadPageCursor, decodeCursor, IsDay, isInstant, IsText, PageQuery } from '../../../platform/http/index.ts';
import type { FactQuestion } from './domain/fact-search.ts';
import type { FactCursor, FoundFact } from './fact-search.read-model.ts';

const LONGEST_NAME = 100;

export class FactQuery extends PageQuery {
  /** Id of what it happened to: a case, a petition, a clock, a survey, a file, an account. */
  @IsUUID()
  @IsOptional()
  subject?: string;

  /** Number of a case: it, its petitions (also where another case answers them now), its clock, its surveys, its files and its messages. */
  @IsText(LONGEST_NAME)
  @IsOptional()
  caseNo?: string;

  /** Username of who did it. */
  @IsText(LONGEST_NAME)
  @IsOptional()
  account?: string;

  /** Type of the fact, e.g. `case.closed`. */
  @Matches(/^[a-z_]+\.[a-z_]+$/)
  @IsOptional()
  type?: string;

  /** First day. */
  @IsDay()
  @IsOptional()
  from?: string;

  /** Last day, inclusive. */
  @IsDay()
  @IsOptional()
  to?: string;

  /** Words in what was recorded; needs another condition, or at most 31 days. */
  @IsText(LONGEST_NAME)
  @IsOptional()
  q?: string;
}

export const toFactQuestion = ({ subject, caseNo, account, type, from, to, q }: FactQuery): FactQuestion => ({
  subject: subject ?? null,
  caseNo: caseNo ?? null,
  account: account ?? null,
  type: type ?? null,
  from: from === undefined ? null : civilDate(from),
  to: to === undefined ? null : civilDate(to),
  text: q ?? null,
});

export const cursorOfFact = ({ at, seq }: FoundFact): readonly string[] => [at.toISOString(), seq];

/** @throws BadPageCursor */
export function toFactCursor(cursor: string | undefined): FactCursor | null {
  if (cursor === undefined) return null;
  const [at, seq] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(at) || !/^\d{1,18}$/.test(seq)) throw new BadPageCursor();
  return { at: new Date(at), seq };
}

export class FactSubjectView {
  kind: string;
  id: string;
  /** When it is a case. */
  caseNo: string | null;
}

export class FactActorView {
  kind: 'STAFF' | 'MACHINE' | 'CITIZEN' | 'SYSTEM';
  id: string | null;
  name: string;
  /** Whose place they took, as their deputy. */
  onBehalfOf: string | null;
}

export class FactView {
  id: string;
  /** Its number in the record. */
  seq: string;
  type: string;
  at: string;
  subject: FactSubjectView;
  actor: FactActorView;
  /** The request in which it was done, as in the log; null when no request did it. */
  requestId: string | null;
  /** Of the staff, the network address it was done from; never a citizen's. */
  address: string | null;
  data: object;
  /** Of its link in the chain; null in the first seconds. */
  hash: string | null;
}

export const toFactView = (fact: FoundFact, write: (at: Date) => string): FactView => ({
  id: fact.id,
  seq: fact.seq,
  type: fact.type,
  at: write(fact.at),
  subject: { kind: fact.subjectKind, id: fact.subjectId, caseNo: fact.caseNo },
  actor: {
    kind: fact.actorKind,
    id: fact.actorId,
    name: fact.actorName,
    onBehalfOf: fact.onBehalfOf === null ? null : fact.onBehalfOf.name,
  },
  requestId: fact.requestId,
  address: fact.address,
  data: fact.data,
  hash: fact.hash,
});
