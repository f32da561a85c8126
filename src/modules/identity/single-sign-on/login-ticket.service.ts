import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import { newToken } from '../../../platform/tokens/index.ts';
import { SingleSignOnSetup } from './domain/single-sign-on-setup.ts';

/** Time for passwords, second factors and consent at the provider. */
export const TICKET_SECONDS = 600;

/** A sign-in that was begun, as the browser that began it keeps it. */
export interface LoginTicket {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
  readonly returnTo: string;
}

interface DatedTicket extends LoginTicket {
  readonly expiresAt: number;
}

/**
 * Remembers sign-ins that were begun, in a cookie of the browser: only the browser that began one ends it, and strangers who begin many
 * fill no table. Signed, so that nobody writes one.
 */
@Injectable()
export class LoginTickets {
  constructor(
    private readonly setup: SingleSignOnSetup,
    private readonly clock: Clock,
  ) {}

  /** @returns the ticket, and how it is kept */
  issue(returnTo: string): { readonly ticket: LoginTicket; readonly sealed: string } {
    const ticket = { state: newToken(), nonce: newToken(), verifier: newToken(), returnTo };
    const dated: DatedTicket = { ...ticket, expiresAt: this.clock.now().getTime() + TICKET_SECONDS * 1000 };
    const body = Buffer.from(JSON.stringify(dated)).toString('base64url');
    return { ticket, sealed: `${body}.${sign(body, this.setup.access.clientSecret).toString('base64url')}` };
  }

  /** Null when it is not ours, or too old. @throws SingleSignOnOff */
  read(sealed: string): LoginTicket | null {
    const { clientSecret } = this.setup.access;
    const [body, signature, ...more] = sealed.split('.');
    if (body === undefined || signature === undefined || more.length > 0) return null;
    const [given, right] = [Buffer.from(signature, 'base64url'), sign(body, clientSecret)];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const dated = JSON.parse(Buffer.from(body, 'base64url').toString()) as DatedTicket; // ours, for it is signed
    return this.clock.now().getTime() < dated.expiresAt ? dated : null;
  }
}

/** By a key of its own, made from the secret that all processes share. */
function sign(body: string, clientSecret: string): Buffer {
  const key = createHmac('sha256', clientSecret).update('sign-in ticket').digest();
  return createHmac('sha256', key).update(body).digest();
}
