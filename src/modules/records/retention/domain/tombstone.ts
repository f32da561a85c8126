import type { CivilDate } from '../../../../kernel/civil-date.ts';

/** What is left of a case. */
export interface Tombstone {
  readonly caseId: string;
  readonly batchId: string;
  readonly batchNo: number;
  readonly caseNo: string;
  readonly class: string;
  readonly categoryCode: string | null;
  readonly agencyCode: string | null;
  readonly status: string;
  readonly receivedOn: CivilDate;
  readonly closedOn: CivilDate;
  readonly anonymisedAt: Date;
}
