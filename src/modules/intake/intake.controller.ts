import { Body, Controller, Post, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { Allow, type Answered, CurrentActor, IdempotencyKeyHeader, ReplayedHeader } from '../../platform/http/index.ts';
import { IntakeDesk } from './intake-desk.service.ts';
import { StaffPetitionDto } from './petition.dto.ts';
import type { RegisteredView } from './registered.dto.ts';

@Controller('petitions')
@UseInterceptors(ReplayedHeader)
export class IntakeController {
  constructor(private readonly desk: IntakeDesk) {}

  /** Register a petition for a citizen: told by telephone or at the counter, sent by letter, fax or e-mail. */
  @Post()
  @Allow('petition.create')
  register(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() body: StaffPetitionDto,
  ): Promise<Answered<RegisteredView>> {
    return this.desk.forStaff(actor, key, body);
  }
}
