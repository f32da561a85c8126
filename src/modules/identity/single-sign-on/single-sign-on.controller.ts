import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CityTime } from '../../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../../platform/config/index.ts';
import { Public, StaffDoor } from '../../../platform/http/index.ts';
import { secondsUntil, sessionCookie } from '../domain/credential.ts';
import { addressWithin } from './domain/local-path.ts';
import { ticketCookie, ticketOf } from './domain/ticket-cookie.ts';
import { TICKET_SECONDS } from './login-ticket.service.ts';
import { BeginSignInQuery } from './single-sign-on.dto.ts';
import { SingleSignOn } from './single-sign-on.service.ts';

/** Signing in by the city's single sign-on (OpenID Connect). For browsers: both addresses lead on. */
@Controller('auth/oidc')
export class SingleSignOnController {
  private readonly secure: boolean;

  constructor(
    private readonly signOn: SingleSignOn,
    private readonly time: CityTime,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    this.secure = settings.publicUrl.startsWith('https:');
  }

  /** Sign in by the city's single sign-on: leads the browser there. */
  @Get('login')
  @Public()
  @ApiFoundResponse({ description: 'To the single sign-on.' })
  async login(@Query() { returnTo = '/' }: BeginSignInQuery, @Res() reply: FastifyReply): Promise<void> {
    const { address, ticket } = await this.signOn.begin(returnTo);
    await lead(reply, address, [ticketCookie(ticket, TICKET_SECONDS, this.secure)]);
  }

  /** Where the single sign-on sends the browser back to: opens a session and leads on to where the sign-in was begun for. */
  @Get('callback')
  @Public()
  @StaffDoor()
  @ApiQuery({ name: 'state', required: true, type: String })
  @ApiQuery({ name: 'code', required: false, type: String })
  @ApiQuery({ name: 'error', required: false, type: String })
  @ApiFoundResponse({ description: 'To where the sign-in was begun for, with the session as a cookie.' })
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const begin = request.originalUrl.indexOf('?');
    const query = begin === -1 ? '' : request.originalUrl.slice(begin + 1);
    const done = ticketCookie('', 0, this.secure); // whatever comes of it, nobody comes back by it
    void reply.header('set-cookie', done);
    const desk = { userAgent: request.headers['user-agent'], address: request.ip };
    const session = await this.signOn.complete(query, ticketOf(request.headers.cookie, this.secure), desk);
    await lead(reply, addressWithin(this.settings.publicUrl, session.returnTo), [
      sessionCookie(session.token, secondsUntil(session.expiresAt, this.time.now()), this.secure),
    ]);
  }
}

/** Cookies add to those that were set before. */
async function lead(reply: FastifyReply, address: string, cookies: readonly string[]): Promise<void> {
  await reply
    .status(302)
    .header('location', address)
    .header('set-cookie', [...cookies])
    .send();
}
