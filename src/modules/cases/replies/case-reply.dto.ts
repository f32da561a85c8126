import { IsOptional } from 'class-validator';
import { IsText, PageQuery } from '../../../platform/http/index.ts';
import type { LegalRemedy, ReplyTemplate } from '../domain/reply-book.ts';
import { askedNow, type ReplyDraft, type Signature } from '../domain/reply-draft.ts';

const CODE = 40;

export class ReplyTemplateQuery extends PageQuery {
  /** Those for this category and those for any. */
  @IsText(CODE)
  @IsOptional()
  category?: string;
}

export class BilingualView {
  'zh-TW': string;
  en: string;
}

/** A text that a reply may begin from. */
export class ReplyTemplateView {
  code: string;
  categoryCode: string | null;
  text: BilingualView;
}

/** A text that tells the citizen how to appeal. */
export class LegalRemedyView {
  code: string;
  /** Categories, and groups of categories, whose cases are closed only with such a text. */
  requiredFor: string[];
  text: BilingualView;
}

export class PersonView {
  id: string;
  name: string;
}

/** Whoever did it, and whose place they took. */
export class SignatureView extends PersonView {
  onBehalfOf: PersonView | null;
}

/** Whoever handed the reply in. */
export class SubmitterView {
  /** Null: an agency outside the city, by its link. */
  id: string | null;
  name: string;
  onBehalfOf: PersonView | null;
}

export class ApproverView {
  level: number;
  role: string;
  /** Null: the city's supervisors. */
  agencyCode: string | null;
}

export class ApprovalDecisionView {
  level: number;
  decision: 'APPROVED' | 'REJECTED';
  by: SignatureView;
  at: string;
  note: string | null;
}

export class ChosenRemedyView {
  /** Null: in words of the handler's own. */
  code: string | null;
  text: string;
}

/** A reply that was handed in for approval. */
export class CaseReplyView {
  id: string;
  state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN';
  text: string;
  outcome: string;
  legalRemedy: ChosenRemedyView | null;
  templateCode: string | null;
  submittedBy: SubmitterView;
  submittedAt: string;
  approvers: ApproverView[];
  /** Whose approval is asked for now; null when everybody has decided. */
  asked: ApproverView | null;
  decisions: ApprovalDecisionView[];
}

export function toCaseReplyView(draft: ReplyDraft, write: (at: Date) => string): CaseReplyView {
  const approvers = draft.approvers.map(({ role, agencyCode }, i) => ({ level: i + 1, role, agencyCode }));
  return {
    id: draft.id,
    state: draft.state,
    text: draft.text,
    outcome: draft.outcome,
    legalRemedy: draft.legalRemedy,
    templateCode: draft.templateCode,
    submittedBy: { ...draft.submittedBy },
    submittedAt: write(draft.submittedAt),
    approvers,
    asked: askedNow(draft) === null ? null : approvers[draft.decisions.length]!,
    decisions: draft.decisions.map(({ level, approved, by, at, note }) => ({
      level,
      decision: approved ? 'APPROVED' : 'REJECTED',
      by: toSignatureView(by),
      at: write(at),
      note,
    })),
  };
}

const toSignatureView = ({ id, name, onBehalfOf }: Signature): SignatureView => ({ id, name, onBehalfOf });

export const toReplyTemplateView = ({ code, categoryCode, text }: ReplyTemplate): ReplyTemplateView => ({
  code,
  categoryCode,
  text: { ...text },
});

export const toLegalRemedyView = ({ code, requiredFor, text }: LegalRemedy): LegalRemedyView => ({
  code,
  requiredFor: [...requiredFor],
  text: { ...text },
});
