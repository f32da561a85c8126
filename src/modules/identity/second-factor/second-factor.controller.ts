import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../../kernel/actor.ts';
import { Guessable } from '../../../platform/edge/index.ts';
import { Allow, CurrentActor, OpenWhile, PeopleOnly } from '../../../platform/http/index.ts';
import { AccountId } from '../deputies/deputy.dto.ts';
import { FactorEnrolment } from './factor-enrolment.service.ts';
import {
  BeginSecondFactorDto,
  CodeDto,
  type RecoveryCodesView,
  type SecondFactorView,
  type SecretView,
  toSecretView,
} from './second-factor.dto.ts';
import { SecondFactors } from './second-factor.service.ts';

/**
 * The second factor (雙因子驗證) of an account: codes of an application (TOTP, RFC 6238). What is told once is told again under no
 * `Idempotency-Key`, for what is remembered for one can be read: whoever lost an answer asks anew.
 */
@Controller()
export class SecondFactorController {
  constructor(
    private readonly enrolment: FactorEnrolment,
    private readonly factors: SecondFactors,
  ) {}

  /** Whether I have a second factor, and whether I must have one. */
  @Get('me/second-factor')
  @Allow('account.self')
  @PeopleOnly()
  @OpenWhile('SECOND_FACTOR')
  status(@CurrentActor() actor: Actor): Promise<SecondFactorView> {
    return this.factors.status(actor);
  }

  /** A new secret for my application. It is not in use until a code of it confirms it; where there is a second factor already, a code of that is asked for. */
  @Post('me/second-factor')
  @Allow('account.self')
  @PeopleOnly()
  @OpenWhile('SECOND_FACTOR')
  @HttpCode(HttpStatus.OK)
  async begin(@CurrentActor() actor: Actor, @Body() { code = null }: BeginSecondFactorDto): Promise<SecretView> {
    return toSecretView(await this.enrolment.begin(actor, code));
  }

  /** Put the new secret to use by a code of it. Answers recovery codes, for when the application is lost. */
  @Post('me/second-factor/confirm')
  @Allow('account.self')
  @PeopleOnly()
  @OpenWhile('SECOND_FACTOR')
  @HttpCode(HttpStatus.OK)
  async confirm(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() { code }: CodeDto,
  ): Promise<RecoveryCodesView> {
    return { recoveryCodes: await this.enrolment.confirm(actor, request, code) };
  }

  /** Show my second factor in a session that was opened without: by single sign-on, or before I had one. */
  @Post('me/second-factor/show')
  @Guessable('SIGN_IN')
  @Allow('account.self')
  @PeopleOnly()
  @OpenWhile('SECOND_FACTOR')
  @HttpCode(HttpStatus.NO_CONTENT)
  show(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Body() { code }: CodeDto): Promise<void> {
    return this.enrolment.show(actor, request, code);
  }

  /** New recovery codes; the earlier ones work no longer. */
  @Post('me/second-factor/recovery-codes')
  @Allow('account.self')
  @PeopleOnly()
  @HttpCode(HttpStatus.OK)
  async renewRecoveryCodes(@CurrentActor() actor: Actor, @Body() { code }: CodeDto): Promise<RecoveryCodesView> {
    return { recoveryCodes: await this.factors.renewRecoveryCodes(actor, code) };
  }

  /** Sign in without from now on. Not where a role asks for it. */
  @Delete('me/second-factor')
  @Allow('account.self')
  @PeopleOnly()
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentActor() actor: Actor, @Body() { code }: CodeDto): Promise<void> {
    return this.factors.remove(actor, code);
  }

  /** Take away the second factor of somebody who lost it. */
  @Delete('accounts/:accountId/second-factor')
  @Allow('account.second_factor')
  @HttpCode(HttpStatus.NO_CONTENT)
  reset(@CurrentActor() actor: Actor, @Param('accountId', AccountId) accountId: string): Promise<void> {
    return this.factors.reset(actor, accountId);
  }
}
