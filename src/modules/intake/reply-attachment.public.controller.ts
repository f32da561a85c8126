import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Guessable } from '../../platform/edge/index.ts';
import { Public } from '../../platform/http/index.ts';
import { FileStore } from '../../platform/ports/index.ts';
import { AttachmentUnavailable, toDownload } from '../files/index.ts';
import { StatusQuery } from './public-status.dto.ts';
import { PublicStatus } from './public-status.read-model.ts';

@Controller('public/petitions')
export class ReplyAttachmentPublicController {
  constructor(
    private readonly status: PublicStatus,
    private readonly store: FileStore,
  ) {}

  /** A file that came with a reply or a public note, for whoever knows the petition's number and its code. */
  @Get(':petitionNo/attachments/:attachmentId')
  @Public()
  @Guessable('CODE')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async download(
    @Param('petitionNo') petitionNo: string,
    @Param('attachmentId') attachmentId: string,
    @Query() { code }: StatusQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { id, kind, name } = await this.status.attachment(petitionNo, code, attachmentId);
    const file = await this.store.open(id);
    if (file === null) throw new AttachmentUnavailable();
    return toDownload({ kind, name, file }, reply);
  }
}
