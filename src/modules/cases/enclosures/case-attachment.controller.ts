import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfRows, PageQuery } from '../../../platform/http/index.ts';
import { FileStore } from '../../../platform/ports/index.ts';
import { AttachmentUnavailable, toDownload } from '../../files/index.ts';
import { CaseNumber } from '../case-view.dto.ts';
import { AttachmentCounter } from './attachment-counter.service.ts';
import { CaseAttachmentView, shownNameOf, toCaseAttachmentView } from './case-attachment.dto.ts';
import { CaseAttachmentReadModel } from './case-attachment.read-model.ts';

/** What came with petitions, notes, replies and answers. */
@Controller()
export class CaseAttachmentController {
  constructor(
    private readonly reader: CaseAttachmentReadModel,
    private readonly counter: AttachmentCounter,
    private readonly store: FileStore,
    private readonly time: CityTime,
  ) {}

  /** The attachments of a case, the oldest first. */
  @Get('cases/:caseNo/attachments')
  @Allow('case.read')
  @ListOf(CaseAttachmentView)
  async list(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Query() query: PageQuery,
  ): Promise<Page<CaseAttachmentView>> {
    const attachments = await this.reader.list(actor, caseNo, this.time.now());
    return pageOfRows(
      attachments,
      query,
      ({ id }) => id,
      (of) => toCaseAttachmentView(of, (at) => this.time.write(at)),
    );
  }

  /** One file: pictures to be shown, documents to be saved. That somebody had what a petitioner sent is recorded. */
  @Get('files/:attachmentId')
  @Allow('case.read')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async download(
    @CurrentActor() actor: Actor,
    @Param('attachmentId') attachmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const found = await this.counter.ask(actor, attachmentId);
    const file = await this.store.open(found.id);
    if (file === null) throw new AttachmentUnavailable();
    return toDownload({ kind: found.kind, name: shownNameOf(found), file }, reply);
  }
}
