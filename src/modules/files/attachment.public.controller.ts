import { Controller, Post, UseInterceptors } from '@nestjs/common';
import { PublicForm } from '../../platform/edge/index.ts';
import {
  type Answered,
  IdempotencyKeyHeader,
  MakesOnce,
  Public,
  ReplayedHeader,
  SentUpload,
  TakesUpload,
  type Upload,
} from '../../platform/http/index.ts';
import { toUploadedView, UploadedView } from './attachment.dto.ts';
import { UploadDesk } from './upload-desk.service.ts';

@Controller('public/attachments')
@UseInterceptors(ReplayedHeader)
export class PublicAttachmentController {
  constructor(private readonly desk: UploadDesk) {}

  /** Upload one photograph or document, to be named in the `attachmentIds` of a petition, a report or an answer within the hour. */
  @Post()
  @Public()
  @PublicForm('FILE')
  @TakesUpload()
  @MakesOnce(UploadedView)
  async upload(@IdempotencyKeyHeader() key: string | null, @SentUpload() upload: Upload): Promise<Answered<UploadedView>> {
    return toUploadedView(await this.desk.fromCitizen(key, upload));
  }
}
