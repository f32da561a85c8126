import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor } from '../../../platform/http/index.ts';
import { CaseNumber } from '../../cases/index.ts';
import type { LegalHold } from './domain/legal-hold.ts';
import { HoldDto, type LegalHoldsView, toHoldsView } from './legal-hold.dto.ts';
import { LegalHolds } from './legal-hold.service.ts';

/** Cases that are needed longer than they would be kept. */
@Controller('cases/:caseNo')
export class LegalHoldController {
  constructor(
    private readonly holds: LegalHolds,
    private readonly time: CityTime,
  ) {}

  /** The legal holds of a case (訴訟保全), those that were lifted too. */
  @Get('holds')
  @Allow('case.hold')
  async list(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<LegalHoldsView> {
    return this.show(await this.holds.of(actor, caseNo));
  }

  /** Keep the case from being made anonymous, also by a batch that was approved. */
  @Post('hold')
  @HttpCode(200)
  @Allow('case.hold')
  async place(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Body() { reason }: HoldDto,
  ): Promise<LegalHoldsView> {
    return this.show(await this.holds.place(actor, caseNo, reason));
  }

  /** It is not needed any more. */
  @Post('lift-hold')
  @HttpCode(200)
  @Allow('case.hold')
  async lift(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Body() { reason }: HoldDto,
  ): Promise<LegalHoldsView> {
    return this.show(await this.holds.lift(actor, caseNo, reason));
  }

  private show(holds: readonly LegalHold[]): LegalHoldsView {
    return toHoldsView(holds, (at) => this.time.write(at));
  }
}
