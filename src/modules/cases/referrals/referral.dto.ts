import { IsDefined, IsIn, IsOptional } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import { LocationView, NamedView } from '../case-view.dto.ts';
import type { Case } from '../domain/case.ts';
import { type Outcome, OUTCOMES } from '../domain/outcome.ts';
import type { CaseSurroundings } from '../domain/case-surroundings.ts';

const REPLY = 10_000;

export class ReferralAnswerDto {
  /** What was done: the citizen reads it when the agency leads the case, the leading agency when it helps. */
  @IsText(REPLY)
  @IsFilled()
  @IsDefined()
  text: string;

  /** `REFERRED` when left out. */
  @IsIn(OUTCOMES)
  @IsOptional()
  outcome?: Outcome;
}

/** A case as an agency outside the city reads it: the matter, and nothing of who petitioned. */
export class ReferralView {
  caseNo: string;
  agency: NamedView;
  category: NamedView | null;
  subject: string;
  description: string;
  location: LocationView;
  firstReceivedAt: string;
  dueAt: string;
}

export class ReferralReceiptView {
  caseNo: string;
}

export const toReferralView = (of: Case, agencyCode: string, around: CaseSurroundings): ReferralView => ({
  caseNo: of.caseNo,
  agency: { code: agencyCode, name: around.agencyName(agencyCode) },
  category: around.category,
  subject: of.subject,
  description: of.description,
  location: {
    lat: of.place.point?.lat ?? null,
    lng: of.place.point?.lng ?? null,
    address: of.place.address,
    district: around.district,
    village: around.village,
  },
  firstReceivedAt: around.write(of.firstReceivedAt),
  dueAt: around.write(of.dueAt),
});
