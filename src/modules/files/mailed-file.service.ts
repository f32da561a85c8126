import { Injectable } from '@nestjs/common';
import { CITIZEN } from '../../kernel/actor.ts';
import { type BilingualText, DomainError } from '../../kernel/errors.ts';
import { FileEmpty } from './domain/attachment-errors.ts';
import { AttachmentPolicy } from './domain/attachment-policy.ts';
import { Inspection } from './inspection.service.ts';
import { Uploads } from './upload.service.ts';

/** A file that came with a mail. */
export interface MailedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What became of it: kept under an id, to be used within the hour, or why not. */
export type MailedOutcome = { readonly id: string } | { readonly refused: BilingualText };

/** Takes files in that came with mails: the same are kept and refused as of a citizen who uploads them. */
@Injectable()
export class MailedFiles {
  constructor(
    private readonly policy: AttachmentPolicy,
    private readonly inspection: Inspection,
    private readonly uploads: Uploads,
  ) {}

  /** With one mail, as with anything else. */
  get most(): number {
    return this.policy.most;
  }

  /** @throws FileNotScanned, UploadsBusy: it is to be tried again */
  async take({ name, bytes }: MailedFile): Promise<MailedOutcome> {
    try {
      if (bytes.length === 0) throw new FileEmpty();
      const inspected = await this.inspection.inspect('CITIZEN', () => Promise.resolve(bytes), this.policy.fromCitizens);
      const { id } = await this.uploads.keep({ name, inspected, by: CITIZEN }, () => null);
      return { id };
    } catch (error) {
      if (error instanceof DomainError && error.refusal !== 'unavailable') return { refused: error.text };
      throw error;
    }
  }
}
