import { Body, Controller, Param, Patch } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor } from '../../../platform/http/index.ts';
import { Corrections } from './correction.service.ts';
import { type CasePetitionView, CorrectionDto, PetitionNumber, toCasePetitionView, toCorrection } from './reveal.dto.ts';

/** Where petitioners can be reached. */
@Controller('petitions/:petitionNo/petitioner')
export class PetitionerController {
  constructor(
    private readonly corrections: Corrections,
    private readonly time: CityTime,
  ) {}

  /**
   * Correct a petitioner’s details, while they are revealed to me. Everything they are told from then on goes to the corrected address. The
   * petition stays as it was sent; what the details were is kept. The same correction again changes nothing.
   */
  @Patch()
  @Allow('petition.correct')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('petitionNo', PetitionNumber) petitionNo: string,
    @Body() body: CorrectionDto,
  ): Promise<CasePetitionView> {
    return toCasePetitionView(await this.corrections.correct(actor, petitionNo, toCorrection(body)), (at) => this.time.write(at));
  }
}
