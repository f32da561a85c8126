import { Body, Controller, HttpCode, HttpStatus, Param, Post, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import {
  Allow,
  type Answered,
  CurrentActor,
  IdempotencyKeyHeader,
  MakesOnce,
  ReplayedHeader,
} from '../../../platform/http/index.ts';
import { AccountId } from '../deputies/deputy.dto.ts';
import { AccountDecisions } from './account-decision.service.ts';
import { AccountRequests } from './account-request.service.ts';
import { AccountRules } from './account-rules.service.ts';
import {
  AccountReasonDto,
  AccountRequestDto,
  AccountView,
  type ApprovedAccountView,
  toAccountView,
  toWantedAccount,
} from './managed-account.dto.ts';
import { ManagedAccounts } from './managed-account.service.ts';

/** Accounts that one asks for and another decides about. */
@Controller('accounts')
export class AccountRequestController {
  constructor(
    private readonly requests: AccountRequests,
    private readonly decisions: AccountDecisions,
    private readonly accounts: ManagedAccounts,
    private readonly rules: AccountRules,
  ) {}

  /** Ask for an account. Nobody can sign in to it before another administrator has approved it; a head asks for handlers and heads of their own agency. */
  @Post()
  @Allow('account.request')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(AccountView)
  async request(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() body: AccountRequestDto,
  ): Promise<Answered<AccountView>> {
    const { username, reason } = body;
    const { answer, replayed } = await this.requests.request(actor, key, { username, reason, ...toWantedAccount(body) });
    return { answer: await this.show(answer.id, actor), replayed };
  }

  /** Open an account that somebody else asked for. Its holder gets a link by mail, or the answer has a first password to hand over. */
  @Post(':accountId/approve')
  @Allow('account.manage')
  @HttpCode(HttpStatus.OK)
  async approve(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<ApprovedAccountView> {
    const initialPassword = await this.decisions.approve(actor, accountId);
    return Object.assign(await this.show(accountId, actor), { initialPassword });
  }

  /** Turn down an account that somebody else asked for. */
  @Post(':accountId/reject')
  @Allow('account.manage')
  @HttpCode(HttpStatus.OK)
  async reject(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
    @Body() { reason }: AccountReasonDto,
  ): Promise<AccountView> {
    await this.decisions.reject(actor, accountId, reason);
    return this.show(accountId, actor);
  }

  private async show(accountId: string, { scope }: Actor): Promise<AccountView> {
    return toAccountView(await this.accounts.get(accountId, scope), this.rules);
  }
}
