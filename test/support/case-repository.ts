import { readAttachmentPolicy } from '../../src/app/city-pack/attachment-settings.ts';
import { EnclosureRepository } from '../../src/modules/cases/enclosures/enclosure.repository.ts';
import { CaseRepository } from '../../src/modules/cases/index.ts';
import { RecusalRepository } from '../../src/modules/cases/recusals/recusal.repository.ts';
import { ReplyDraftRepository } from '../../src/modules/cases/replies/reply-draft.repository.ts';
import { type AttachmentPolicy, AttachmentRepository } from '../../src/modules/files/index.ts';

/** What a city decides about attachments that says nothing of it. */
export const USUAL_ATTACHMENTS: AttachmentPolicy = readAttachmentPolicy(undefined, () => undefined);

/** The repository of cases with all that it is made of. */
export const newCaseRepository = (): CaseRepository =>
  new CaseRepository(
    new ReplyDraftRepository(),
    new RecusalRepository(),
    new EnclosureRepository(new AttachmentRepository(USUAL_ATTACHMENTS)),
  );
