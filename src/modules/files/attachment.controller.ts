import { Controller, Post, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import {
  Allow,
  type Answered,
  CurrentActor,
  IdempotencyKeyHeader,
  MakesOnce,
  ReplayedHeader,
  SentUpload,
  TakesUpload,
  type Upload,
} from '../../platform/http/index.ts';
import { toUploadedView, UploadedView } from './attachment.dto.ts';
import { UploadDesk } from './upload-desk.service.ts';

@Controller('attachments')
@UseInterceptors(ReplayedHeader)
export class AttachmentController {
  constructor(private readonly desk: UploadDesk) {}

  /**
   * Upload one file, to be named in the `attachmentIds` of what it belongs to within a day. Photographs are made anew: without what the
   * camera wrote beside them, the right way up, and smaller.
   */
  @Post()
  @Allow('attachment.upload')
  @TakesUpload()
  @MakesOnce(UploadedView)
  async upload(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @SentUpload() upload: Upload,
  ): Promise<Answered<UploadedView>> {
    return toUploadedView(await this.desk.fromStaff(actor, key, upload));
  }
}
