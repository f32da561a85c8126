import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../../platform/http/index.ts';
import { AccountId } from '../deputies/deputy.dto.ts';
import { AccountChanges } from './account-change.service.ts';
import { AccountPasswords } from './account-password.service.ts';
import { AccountRules } from './account-rules.service.ts';
import { AccountSwitch } from './account-switch.service.ts';
import {
  AccountChangeDto,
  AccountQuery,
  AccountReasonDto,
  AccountView,
  type InitialPasswordView,
  toAccountView,
  toWantedAccount,
} from './managed-account.dto.ts';
import { ManagedAccounts } from './managed-account.service.ts';

/** The accounts of the staff. */
@Controller('accounts')
export class ManagedAccountController {
  constructor(
    private readonly accounts: ManagedAccounts,
    private readonly changes: AccountChanges,
    private readonly switches: AccountSwitch,
    private readonly passwords: AccountPasswords,
    private readonly rules: AccountRules,
  ) {}

  /** Accounts, by their usernames; a head sees those of their own agency. */
  @Get()
  @Allow('account.read')
  @ListOf(AccountView)
  async list(@CurrentActor() { scope }: Actor, @Query() query: AccountQuery): Promise<Page<AccountView>> {
    const { state, role, agency, q } = query;
    const filter = { scope, state, role, agency, q };
    const rows = await this.accounts.list(filter, query);
    const page = toPage(
      rows,
      query.limit,
      ({ username }) => [username],
      (account) => toAccountView(account, this.rules),
    );
    return query.count ? { ...page, total: await this.accounts.count(filter) } : page;
  }

  /** One account. */
  @Get(':accountId')
  @Allow('account.read')
  get(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<AccountView> {
    return this.show(accountId, actor);
  }

  /** Change what an account is. Other roles are in force at once. */
  @Put(':accountId')
  @Allow('account.manage')
  async change(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
    @Body() body: AccountChangeDto,
  ): Promise<AccountView> {
    await this.changes.change(actor, accountId, { ...toWantedAccount(body), reason: body.reason ?? null });
    return this.show(accountId, actor);
  }

  /** Disable an account; its sessions end at once. */
  @Post(':accountId/disable')
  @Allow('account.manage')
  @HttpCode(HttpStatus.OK)
  async disable(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
    @Body() { reason }: AccountReasonDto,
  ): Promise<AccountView> {
    await this.switches.disable(actor, accountId, reason);
    return this.show(accountId, actor);
  }

  /** Enable a disabled account again, with the password it had. */
  @Post(':accountId/enable')
  @Allow('account.manage')
  @HttpCode(HttpStatus.OK)
  async enable(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
    @Body() { reason }: AccountReasonDto,
  ): Promise<AccountView> {
    await this.switches.enable(actor, accountId, reason);
    return this.show(accountId, actor);
  }

  /** Take the password away. The holder gets a link by mail, or the answer has a first password to hand over. */
  @Post(':accountId/reset-password')
  @Allow('account.manage')
  @HttpCode(HttpStatus.OK)
  async resetPassword(
    @CurrentActor() actor: Actor,
    @Param('accountId', AccountId) accountId: string,
  ): Promise<InitialPasswordView> {
    return { initialPassword: await this.passwords.reset(actor, accountId) };
  }

  /** End all sessions of an account. */
  @Delete(':accountId/sessions')
  @Allow('account.manage')
  @HttpCode(HttpStatus.NO_CONTENT)
  closeSessions(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<void> {
    return this.switches.closeSessions(actor, accountId);
  }

  private async show(accountId: string, { scope }: Actor): Promise<AccountView> {
    return toAccountView(await this.accounts.get(accountId, scope), this.rules);
  }
}
