import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor.ts';
import { Allow, CurrentActor } from '../../../platform/http/index.ts';
import { CaseNumber } from '../../cases/index.ts';
import { CaseBundles } from './case-bundle.service.ts';

@Controller('cases/:caseNo')
export class CaseBundleController {
  constructor(private readonly bundles: CaseBundles) {}

  /**
   * The record of the case as a JSON file that can be checked without this system: everything that happened as it was sealed, the chains
   * and the anchors over them. It does not say who the petitioner is. How to check it stands in the file. That it was handed out is recorded.
   */
  @Get('bundle')
  @Allow('case.export')
  @ApiProduces('application/json')
  async bundle(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { text, digest } = await this.bundles.export(actor, caseNo);
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${caseNo}.case-file.json"`)
      .header('content-digest', `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`);
    return text;
  }
}
