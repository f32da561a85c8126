import { IsDefined, IsNotEmpty } from 'class-validator';
import { IsText } from '../../platform/http/index.ts';

export class StatusQuery {
  /** The code that was told with the number. */
  @IsText(40)
  @IsNotEmpty()
  @IsDefined()
  code: string;
}

export class PublicReplyView {
  at: string;
  text: string;
  outcome: string;
}

export class PublicEventView {
  at: string;
  type: string;
  /** The words of a note that staff marked public. */
  text: string | null;
}

/** What a citizen sees of a petition. */
export class PublicStatusView {
  petitionNo: string;
  caseNo: string;
  status: string;
  categoryName: string | null;
  agency: { code: string; name: string } | null;
  receivedAt: string;
  /** Null before the petition is confirmed. */
  dueAt: string | null;
  replies: PublicReplyView[];
  events: PublicEventView[];
}
