import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Allow, CurrentActor } from '../../../platform/http/index.ts';
import { emailKeyOf, phoneKeyOf } from '../../petitions/index.ts';
import { CaseNames } from '../case-names.service.ts';
import { type PersonRepeatsView, RepeatQueryDto, toPersonRepeatsView } from './repeat.dto.ts';
import { RepeatFinder } from './repeat.service.ts';

/** Petitioners who petition again, as whoever takes a petition in sees them. */
@Controller('petitions')
export class PersonRepeatsController {
  constructor(
    private readonly finder: RepeatFinder,
    private readonly names: CaseNames,
  ) {}

  /** Whether somebody who is about to petition was answered about the matter before, and how often they petition. Stores nothing. */
  @Post('repeats')
  @HttpCode(200)
  @Allow('petition.repeats')
  async ofPerson(@CurrentActor() actor: Actor, @Body() sent: RepeatQueryDto): Promise<PersonRepeatsView> {
    const person = { phoneKey: phoneKeyOf(sent.phone ?? ''), emailKey: emailKeyOf(sent.email ?? '') };
    const matter = { categoryCode: sent.categoryCode ?? null, point: sent.point ?? null };
    return toPersonRepeatsView(await this.finder.ofPerson(person, matter, actor.scope, null), (at) => this.names.write(at));
  }
}
