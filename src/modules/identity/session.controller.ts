import { Body, Controller, Get, Header, HttpCode, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { Guessable } from '../../platform/edge/index.ts';
import { Allow, CurrentActor, FirstStep, Public } from '../../platform/http/index.ts';
import { sessionCookie } from './domain/credential.ts';
import { IdentityService } from './identity.service.ts';
import { SelfView, SessionView, SignInDto, toSelfView, toSessionView } from './session.dto.ts';

@Controller('auth')
export class SessionController {
  private readonly secure: boolean;

  constructor(
    private readonly identity: IdentityService,
    private readonly time: CityTime,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.secure = settings.publicUrl.startsWith('https:');
  }

  /** Sign in by name and password. The token is for programs; browsers get the same session as a cookie that scripts cannot read. */
  @Post('login')
  @Public()
  @Guessable('SIGN_IN')
  @HttpCode(HttpStatus.OK)
  @Header('Cache-Control', 'no-store')
  async login(
    @Body() body: SignInDto,
    @Req() { headers, ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const session = await this.identity.signIn(body.username, body.password, { userAgent: headers['user-agent'], address: ip });
    const seconds = Math.ceil((session.expiresAt.getTime() - this.time.now().getTime()) / 1000);
    void reply.header('set-cookie', sessionCookie(session.token, seconds, this.secure));
    return toSessionView(session, this.time.write(session.expiresAt));
  }

  /** End the session that this request was made with. */
  @Post('logout')
  @Allow('account.self')
  @FirstStep()
  @HttpCode(HttpStatus.NO_CONTENT)
  async logout(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.identity.signOut(actor, request);
    void reply.header('set-cookie', sessionCookie('', 0, this.secure));
  }

  /** Who I am, what I may do. */
  @Get('me')
  @Allow('account.self')
  @FirstStep()
  @Header('Cache-Control', 'no-store')
  me(@CurrentActor() actor: Actor): SelfView {
    return toSelfView(actor);
  }
}
