import { Controller, Get, Param } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor } from '../../../platform/http/index.ts';
import { CaseNumber } from '../../cases/index.ts';
import { RetentionArchive } from './retention-archive.service.ts';
import { type TombstoneView, toTombstoneView } from './retention.dto.ts';

@Controller('cases/:caseNo')
export class TombstoneController {
  constructor(
    private readonly archive: RetentionArchive,
    private readonly time: CityTime,
  ) {}

  /** What is left of a case whose time of retention is over; refused while all of it is there. */
  @Get('tombstone')
  @Allow('case.read')
  async tombstone(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<TombstoneView> {
    return toTombstoneView(await this.archive.tombstone(actor, caseNo), (at) => this.time.write(at));
  }
}
