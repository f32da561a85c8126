import { caseFact, type CaseReplyApproved, type CaseReplyRejected } from './case-facts.ts';
import type { Case } from './case.ts';
import { checkHands, close, requested } from './closing.ts';
import type { CommandCircumstances, CommandRules } from './command-rule.ts';
import { NotApprover } from './reply-errors.ts';
import { ANSWERABLE, askedNow, holds, type ReplyDraft, type Signature } from './reply-draft.ts';

/** Whether a reply goes out as it was handed in (線上簽核). */
export type ApprovingCommand =
  | { readonly type: 'approve-reply'; readonly note: string | null }
  | { readonly type: 'reject-reply'; readonly note: string | null };

/** @throws NotApprover, OwnReply, SameApprover, LegalRemedyMissing */
export const APPROVING: CommandRules<ApprovingCommand> = {
  'approve-reply': {
    from: ['PENDING_APPROVAL'],
    to: null,
    orTo: ['CLOSED'],
    decide: (moved, { note }, circumstances) => {
      const draft = decided(moved, { approved: true, note }, circumstances);
      const level = draft.decisions.length;
      const fact = caseFact<CaseReplyApproved>(moved, 'case.reply_approved', { level, note });
      const above = askedNow(draft);
      if (above !== null) return { next: { ...moved, draft }, facts: [fact, requested(moved, draft, above)] };
      const { next, facts } = close({ ...moved, draft: { ...draft, state: 'APPROVED' } }, draft, circumstances);
      return { next, facts: [fact, ...facts] };
    },
  },

  'reject-reply': {
    from: ['PENDING_APPROVAL'],
    to: null,
    orTo: ANSWERABLE,
    decide: (moved, { note }, circumstances) => {
      const draft = decided(moved, { approved: false, note }, circumstances);
      const next: Case = { ...moved, status: draft.statusBefore, draft: { ...draft, state: 'REJECTED' } };
      const { id: writer } = draft.submittedBy;
      const handlerIds = [...new Set([writer, next.handlerId])].filter((id) => id !== null);
      const outsideAgencyCode = writer === null ? next.leadAgencyCode : null;
      const data = { level: draft.decisions.length, note, handlerIds, outsideAgencyCode };
      return { next, facts: [caseFact<CaseReplyRejected>(next, 'case.reply_rejected', data)] };
    },
  },
};

/** The draft of a case that waits for approval. */
function pendingDraft({ caseNo, draft }: Case): ReplyDraft {
  if (draft?.state !== 'PENDING') throw new Error(`case ${caseNo} waits for approval without a draft`);
  return draft;
}

/** The draft with one more decision. @throws NotApprover, OwnReply, SameApprover */
function decided(
  of: Case,
  verdict: { readonly approved: boolean; readonly note: string | null },
  circumstances: CommandCircumstances,
): ReplyDraft {
  const draft = pendingDraft(of);
  const by = checkedApprover(draft, circumstances);
  const decision = { ...verdict, level: draft.decisions.length + 1, by, at: circumstances.at };
  return { ...draft, decisions: [...draft.decisions, decision] };
}

function checkedApprover(draft: ReplyDraft, { by: { signature, offices } }: CommandCircumstances): Signature {
  const asked = askedNow(draft);
  if (signature === null || asked === null || !holds(offices, asked)) throw new NotApprover(asked);
  checkHands(draft, signature);
  return signature;
}
