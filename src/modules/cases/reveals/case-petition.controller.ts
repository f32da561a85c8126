import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfRows, PageQuery } from '../../../platform/http/index.ts';
import { CaseNumber } from '../case-view.dto.ts';
import { CasePetitions } from './case-petitions.service.ts';
import {
  CasePetitionView,
  PetitionNumber,
  RevealDto,
  type RevealedView,
  toCasePetitionView,
  toRevealedView,
} from './reveal.dto.ts';
import { Reveals } from './reveal.service.ts';

/** Who petitioned, as those see it who work on a case. */
@Controller('cases/:caseNo/petitions')
export class CasePetitionController {
  constructor(
    private readonly petitions: CasePetitions,
    private readonly reveals: Reveals,
    private readonly time: CityTime,
  ) {}

  /** The petitions that the case answers. Who sent them is masked, but to whom it was revealed, as long as it is. */
  @Get()
  @Allow('case.read')
  @ListOf(CasePetitionView)
  async list(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Query() query: PageQuery,
  ): Promise<Page<CasePetitionView>> {
    return pageOfRows(
      await this.petitions.list(actor, caseNo),
      query,
      ({ petitionNo }) => petitionNo,
      (petition) => toCasePetitionView(petition, (at) => this.time.write(at)),
    );
  }

  /**
   * Show me who petitioned, for some minutes, and let my supervisor know what for. Those who petitioned in confidence or without a name are
   * shown to their custodians alone. Asked again, it is shown for as long again.
   */
  @Post(':petitionNo/reveal')
  @HttpCode(200)
  @Allow('petition.reveal')
  async reveal(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Param('petitionNo', PetitionNumber) petitionNo: string,
    @Body() { purpose, note }: RevealDto,
  ): Promise<RevealedView> {
    const petition = await this.petitions.find(actor, caseNo, petitionNo);
    const { reveal, origin } = await this.reveals.reveal(actor, petition, { purpose, note: note?.trim() || null });
    return toRevealedView(petition, origin ? petition.sentFrom : null, reveal, (at) => this.time.write(at));
  }
}
