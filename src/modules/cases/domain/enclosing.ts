import type { AttachmentOrigin } from '../../files/index.ts';
import type { Case } from './case.ts';
import type { CaseCommand } from './case-lifecycle.ts';

/** The files that a command brings along. */
export interface Enclosure {
  readonly ids: readonly string[];
  readonly origin: AttachmentOrigin;
  /** Whether the citizen may have them at once. */
  readonly public: boolean;
  /** The reply that waits for approval with them. */
  readonly draftId: string | null;
  /** Whose files go where the petition goes; null: they are the case's. */
  readonly petitionId: string | null;
}

const OF_CASE = { draftId: null, petitionId: null } as const;

/** What a command names, before it is decided about. */
export const attachmentIdsOf = (command: CaseCommand): readonly string[] =>
  ('attachmentIds' in command && command.attachmentIds) || [];

/** What a command brings for the file of a case. @param current before, @param next after it */
export function enclosureOf(command: CaseCommand, current: Case, next: Case): Enclosure | null {
  switch (command.type) {
    case 'note':
      return { ...OF_CASE, ids: command.attachmentIds, origin: 'NOTE', public: command.public };
    case 'receive-supplement':
      return fromPetitioner(command.attachmentIds, answererOf(command, current));
    case 'receive-message':
      return fromPetitioner(command.attachmentIds, command.petitionId);
    case 'submit-reply': {
      const draftId = next.draft !== null && next.draft.id !== current.draft?.id ? next.draft.id : null;
      return { ...OF_CASE, ids: command.attachmentIds, origin: 'REPLY', public: isAnswered(current, next), draftId };
    }
    case 'close':
      return { ...OF_CASE, ids: command.attachmentIds ?? [], origin: 'REPLY', public: true };
    default:
      return null;
  }
}

const fromPetitioner = (ids: readonly string[], petitionId: string | null): Enclosure => ({
  ...{ ids, origin: 'SUPPLEMENT', public: false, draftId: null },
  petitionId,
});

/** The petition whose petitioner answers, for who took a photograph is withheld as of the petition's own; null: the question reached nobody yet. */
const answererOf = ({ petitionId }: { readonly petitionId?: string }, { supplement }: Case): string | null =>
  petitionId ?? supplement?.petitionId ?? null;

/** The reply that was approved to the end just now, with which the citizen gets what it was handed in with; null: none. */
export const approvedDraftOf = ({ type }: CaseCommand, current: Case, next: Case): string | null =>
  type === 'approve-reply' && isAnswered(current, next) ? (current.draft?.id ?? null) : null;

const isAnswered = (current: Case, next: Case): boolean => next.closings > current.closings;
