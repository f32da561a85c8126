import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Allow, CurrentActor, type Language, PreferredLanguage } from '../../../platform/http/index.ts';
import { BulkDto, type BulkView } from './bulk.dto.ts';
import { BulkCommands } from './bulk.service.ts';

@Controller('cases')
export class BulkController {
  constructor(private readonly bulk: BulkCommands) {}

  /** Give one command to up to a hundred cases; each is answered for itself, and one that is refused holds up no other. */
  @Post('bulk')
  @HttpCode(HttpStatus.OK)
  @Allow('case.note')
  async give(@CurrentActor() actor: Actor, @Body() body: BulkDto, @PreferredLanguage() language: Language): Promise<BulkView> {
    const results = await this.bulk.execute(actor, body.command, body.caseNos, body.body ?? {}, language);
    const done = results.filter(({ status }) => status === 200).length;
    return { results, done, refused: results.length - done };
  }
}
