import { Injectable } from '@nestjs/common';
import { type Actor, type ActorRef, CITIZEN } from '../../kernel/actor.ts';
import type { FileKind } from '../../kernel/file-kind.ts';
import { type Answered, IdempotencyKeys, type Upload } from '../../platform/http/index.ts';
import { Spool, type Spooled } from '../../platform/ports/index.ts';
import { FileEmpty, FileNotSent, FileTooLarge } from './domain/attachment-errors.ts';
import { AttachmentPolicy, mostBytes } from './domain/attachment-policy.ts';
import type { Attachment } from './domain/attachment.ts';
import { Inspection } from './inspection.service.ts';
import { Uploads } from './upload.service.ts';

type Answer = Pick<Attachment, 'id' | 'kind' | 'bytes'>;

interface Sender {
  readonly by: ActorRef;
  readonly accepted: readonly FileKind[];
  /** Of the `Idempotency-Key`. */
  readonly scope: string;
  readonly key: string | null;
}

/** Where files arrive: spooled, looked into, kept; each once for its key. */
@Injectable()
export class UploadDesk {
  constructor(
    private readonly policy: AttachmentPolicy,
    private readonly spool: Spool,
    private readonly inspection: Inspection,
    private readonly uploads: Uploads,
    private readonly keys: IdempotencyKeys,
  ) {}

  /** @throws FileNotSent, FileEmpty, and what `Inspection.inspect` and `Upload.receive` throw */
  fromStaff(actor: Actor, key: string | null, upload: Upload): Promise<Answered<Answer>> {
    return this.take({ by: actor, accepted: this.policy.fromStaff, scope: `attachments:${actor.id}`, key }, upload);
  }

  /** The same. */
  fromCitizen(key: string | null, upload: Upload): Promise<Answered<Answer>> {
    return this.take({ by: CITIZEN, accepted: this.policy.fromCitizens, scope: 'public:attachments', key }, upload);
  }

  private async take({ by, accepted, scope, key }: Sender, upload: Upload): Promise<Answered<Answer>> {
    const arrived: Spooled[] = [];
    try {
      const name = await this.receive(upload, arrived);
      const [file] = arrived;
      if (name === null || file === undefined) throw new FileNotSent();
      if (file.bytes === 0) throw new FileEmpty();
      return await this.keys.once(scope, key, { sha256: file.sha256, name }, async (remember) => {
        const inspected = await this.inspection.inspect(by.kind === 'CITIZEN' ? 'CITIZEN' : 'STAFF', () => file.read(), accepted);
        return toAnswer(await this.uploads.keep({ name, inspected, by }, (of) => remember(toAnswer(of))));
      });
    } finally {
      for (const file of arrived) await file.discard();
    }
  }

  /** @returns what the sender calls the file */
  private async receive(upload: Upload, arrived: Spooled[]): Promise<string | null> {
    const most = mostBytes(this.policy);
    try {
      return await upload.receive(most, async (stream, name) => {
        arrived.push(await this.spool.receive(stream));
        return name;
      });
    } catch (error) {
      throw (error as { statusCode?: number }).statusCode === TOO_LARGE ? new FileTooLarge(most) : error;
    }
  }
}

const TOO_LARGE = 413;

const toAnswer = ({ id, kind, bytes }: Attachment): Answer => ({ id, kind, bytes });
