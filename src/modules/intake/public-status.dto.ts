import { IsDefined, IsNotEmpty } from 'class-validator';
import { FILE_KINDS } from '../../kernel/file-kind.ts';
import type { Stored } from '../../platform/facts/index.ts';
import { IsText } from '../../platform/http/index.ts';
import type { CaseClosed, CaseNoted } from '../cases/index.ts';
import type { AttachmentOrigin, PublicAttachment } from '../files/index.ts';
import { type OfficialContacts, withoutPersonalWords } from '../../kernel/personal-words.ts';

export class StatusQuery {
  /** The code that was told with the number. */
  @IsText(40)
  @IsNotEmpty()
  @IsDefined()
  code: string;
}

export class PublicReplyView {
  at: string;
  /** Telephone numbers, addresses of e-mail, numbers of identity cards and plates are left out, but for those of offices. */
  text: string;
  outcome: string;
}

export class PublicEventView {
  at: string;
  type: string;
  /** The words of a note that staff marked public, with the same left out. */
  text: string | null;
}

/** A file that came with a reply or a public note: `GET /public/petitions/{petitionNo}/attachments/{attachmentId}?code=`. */
export class PublicAttachmentView {
  attachmentId: string;
  name: string;
  contentType: string;
  bytes: number;
  from: AttachmentOrigin;
  at: string;
}

/** The agency that answers for a petition. */
export class ResponsibleAgencyView {
  code: string;
  name: string;
}

/** What a citizen sees of a petition. */
export class PublicStatusView {
  petitionNo: string;
  caseNo: string;
  status: string;
  categoryName: string | null;
  agency: ResponsibleAgencyView | null;
  receivedAt: string;
  /** Null before the petition is confirmed. */
  dueAt: string | null;
  replies: PublicReplyView[];
  events: PublicEventView[];
  attachments: PublicAttachmentView[];
}

type Write = (at: Date) => string;

interface StateOfPetition extends Omit<PublicStatusView, 'receivedAt' | 'dueAt' | 'replies' | 'events' | 'attachments'> {
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly offices: OfficialContacts;
  readonly facts: readonly Stored[];
  readonly attachments: readonly PublicAttachment[];
}

/** Several petitioners may read what staff wrote about one of them: replies and notes are told in words that point to nobody. */
export function toPublicStatusView(
  { facts, offices, receivedAt, dueAt, attachments, ...same }: StateOfPetition,
  write: Write,
): PublicStatusView {
  const readable = (text: string): string => withoutPersonalWords(text, offices);
  return {
    ...same,
    receivedAt: write(receivedAt),
    dueAt: dueAt && write(dueAt),
    replies: facts
      .filter(isClosing)
      .map(({ at, data }) => ({ at: write(at), text: readable(data.reply), outcome: data.outcome })),
    events: facts.map((fact) => ({
      at: write(fact.at),
      type: fact.type,
      text: isNote(fact) ? readable(fact.data.text) : null,
    })),
    attachments: attachments.map(({ id, name, kind, bytes, origin, publicAt }) => ({
      attachmentId: id,
      name: readable(name),
      contentType: FILE_KINDS[kind].mediaType,
      ...{ bytes, from: origin, at: write(publicAt) },
    })),
  };
}

const isClosing = (fact: Stored): fact is Stored<CaseClosed> => fact.type === 'case.closed';

const isNote = (fact: Stored): fact is Stored<CaseNoted> => fact.type === 'case.noted';
