import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Guessable, PublicForm } from '../../../platform/edge/index.ts';
import { Allow, CurrentActor, OpenWhile, Public, StaffDoor } from '../../../platform/http/index.ts';
import { PasswordChanges } from './password-change.service.ts';
import { PasswordResets } from './password-reset.service.ts';
import { PasswordDto, PasswordResetDto, PasswordResetUseDto, type PasswordResetView } from './password.dto.ts';

@Controller('auth')
export class PasswordController {
  constructor(
    private readonly changes: PasswordChanges,
    private readonly resets: PasswordResets,
  ) {}

  /** Change one's own password. All other sessions end; a wrong present password counts as a failed sign-in. */
  @Post('password')
  @Allow('account.self')
  @OpenWhile('PASSWORD')
  @HttpCode(HttpStatus.NO_CONTENT)
  change(@CurrentActor() actor: Actor, @Body() { currentPassword, newPassword }: PasswordDto): Promise<void> {
    return this.changes.change(actor, currentPassword, newPassword);
  }

  /** Ask for a link to choose another password. The answer is the same whether there is such an account or not; the link comes by mail. */
  @Post('password-resets')
  @Public()
  @PublicForm()
  @StaffDoor()
  @HttpCode(HttpStatus.ACCEPTED)
  async request(@Body() { account }: PasswordResetDto): Promise<PasswordResetView> {
    await this.resets.request(account);
    return { state: 'ACCEPTED' };
  }

  /** Choose another password by such a link. It works once; all sessions end. */
  @Post('password-resets/use')
  @Public()
  @Guessable('CODE')
  @StaffDoor()
  @HttpCode(HttpStatus.NO_CONTENT)
  use(@Body() { token, newPassword }: PasswordResetUseDto): Promise<void> {
    return this.resets.use(token, newPassword);
  }
}
