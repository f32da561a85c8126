import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor } from '../../../platform/http/index.ts';
import type { NamedDeputyship } from '../domain/deputy.ts';
import { AccountId, DeputyDto, type DeputyView, toDeputyView } from './deputy.dto.ts';
import { Deputies } from './deputy.service.ts';

/** Who takes whose place (職務代理人). */
@Controller()
export class DeputyController {
  constructor(
    private readonly deputies: Deputies,
    private readonly time: CityTime,
  ) {}

  /** My deputy. */
  @Get('me/deputy')
  @Allow('account.self')
  async mine(@CurrentActor() actor: Actor): Promise<DeputyView> {
    return this.show(await this.deputies.get(actor.id));
  }

  /** Name somebody of the agency who takes my place from the first to the last day; takes the place of the one named before. */
  @Put('me/deputy')
  @Allow('account.self')
  async putMine(@CurrentActor() actor: Actor, @Body() body: DeputyDto): Promise<DeputyView> {
    return this.show(await this.deputies.put(actor, toDeputyship(actor.id, body)));
  }

  /** Nobody takes my place any more. */
  @Delete('me/deputy')
  @Allow('account.self')
  @HttpCode(HttpStatus.NO_CONTENT)
  deleteMine(@CurrentActor() actor: Actor): Promise<void> {
    return this.deputies.delete(actor, actor.id);
  }

  /** The deputy of somebody of the supervisor's agency. */
  @Get('accounts/:accountId/deputy')
  @Allow('deputy.manage')
  async get(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<DeputyView> {
    await this.deputies.checkSupervised(actor, accountId);
    return this.show(await this.deputies.get(accountId));
  }

  /** Name a deputy for somebody of the supervisor's agency, who may have fallen ill. */
  @Put('accounts/:accountId/deputy')
  @Allow('deputy.manage')
  async put(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
    @Body() body: DeputyDto,
  ): Promise<DeputyView> {
    await this.deputies.checkSupervised(actor, accountId);
    return this.show(await this.deputies.put(actor, toDeputyship(accountId, body)));
  }

  /** End it. */
  @Delete('accounts/:accountId/deputy')
  @Allow('deputy.manage')
  @HttpCode(HttpStatus.NO_CONTENT)
  async delete(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<void> {
    await this.deputies.checkSupervised(actor, accountId);
    await this.deputies.delete(actor, accountId);
  }

  private show(deputyship: NamedDeputyship): DeputyView {
    return toDeputyView(deputyship, this.time.today());
  }
}

const toDeputyship = (accountId: string, { deputyId, from, until }: DeputyDto) => ({
  accountId,
  deputyId,
  fromOn: civilDate(from),
  untilOn: civilDate(until),
});
