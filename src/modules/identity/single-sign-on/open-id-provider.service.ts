import { Inject, Injectable, Logger } from '@nestjs/common';
import * as openid from 'openid-client';
import { Clock } from '../../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../../platform/config/index.ts';
import type { Claims } from './domain/claims.ts';
import { CallbackRefused, ProviderUnavailable } from './domain/single-sign-on-errors.ts';
import { SingleSignOnSetup } from './domain/single-sign-on-setup.ts';
import type { LoginTicket } from './login-ticket.service.ts';

/** What a provider does not answer in this time it does not answer. */
const PATIENCE_SECONDS = 5;
/** How long what a provider says of itself is believed. Its keys are asked for again as soon as one is unknown. */
const BELIEVED_MS = 3_600_000;

/** Where a provider sends browsers back to; registered there. */
export const callbackAddress = (publicUrl: string): string => `${publicUrl}/api/v1/auth/oidc/callback`;

/** The machine that signs people in for the city (OpenID Connect: authorisation code with PKCE). */
@Injectable()
export class OpenIdProvider {
  private readonly logger = new Logger(OpenIdProvider.name);
  private readonly callback: string;
  private known: { readonly client: openid.Configuration; readonly until: number } | null = null;

  constructor(
    private readonly setup: SingleSignOnSetup,
    private readonly clock: Clock,
    @Inject(SETTINGS_TOKEN) { publicUrl }: Settings,
  ) {
    this.callback = callbackAddress(publicUrl);
  }

  /** Where a browser is sent to sign in. @throws ProviderUnavailable */
  async addressFor({ state, nonce, verifier }: LoginTicket): Promise<string> {
    const client = await this.client();
    const address = openid.buildAuthorizationUrl(client, {
      redirect_uri: this.callback,
      scope: [...new Set(['openid', ...this.setup.policy.scopes])].join(' '),
      response_type: 'code',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return address.href;
  }

  /**
   * What the provider says of whoever came back: everything, and what of it stands in the ID token.
   *
   * @param query of the callback
   * @throws CallbackRefused, ProviderUnavailable
   */
  async claimsOf(query: string, { state, nonce, verifier }: LoginTicket): Promise<{ claims: Claims; signed: Claims }> {
    const client = await this.client();
    try {
      const tokens = await openid.authorizationCodeGrant(client, new URL(`${this.callback}?${query}`), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const signed = tokens.claims()!;
      const told =
        client.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await openid.fetchUserInfo(client, tokens.access_token, signed.sub);
      return { claims: { ...told, ...signed }, signed };
    } catch (error) {
      throw this.refusalOf(error);
    }
  }

  private async client(): Promise<openid.Configuration> {
    const now = this.clock.now().getTime();
    if (this.known !== null && now < this.known.until) return this.known.client;
    const client = await this.discover();
    this.known = { client, until: now + BELIEVED_MS };
    return client;
  }

  private async discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.setup.access;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; nothing else opens a provider without https
    const here = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []; // on this machine: the settings say so
    try {
      return await openid.discovery(new URL(issuer), clientId, undefined, authentication(clientSecret), {
        timeout: PATIENCE_SECONDS,
        execute: [openid.enableNonRepudiationChecks, ...here], // the ID token's signature is looked at, whoever handed it over
      });
    } catch (error) {
      this.logger.warn(`the single sign-on cannot be asked about itself: ${nameOf(error)}`);
      throw new ProviderUnavailable();
    }
  }

  /** Codes, tokens and what the provider writes about them stay out of the log. */
  private refusalOf(error: unknown): Error {
    const refusal = isAway(error) ? new ProviderUnavailable() : new CallbackRefused();
    this.logger.warn(`a single sign-on failed: ${nameOf(error)}`);
    return refusal;
  }
}

/** As the provider wants it, by what it says of itself; in the header unless it takes it nowhere but in the body. */
const authentication =
  (secret: string): openid.ClientAuth =>
  (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const inBody = methods !== undefined && !methods.includes('client_secret_basic');
    (inBody ? openid.ClientSecretPost(secret) : openid.ClientSecretBasic(secret))(server, client, body, headers);
  };

/** Nobody's fault who signs in: it does not answer, or fails, or does not know us. */
function isAway(error: unknown): boolean {
  if (error instanceof openid.ResponseBodyError) return error.status >= 500 || error.error === 'invalid_client';
  if (error instanceof openid.AuthorizationResponseError) return TRY_LATER.has(error.error);
  if (error instanceof openid.ClientError) return error.code === undefined || AWAY.has(error.code); // without one it is the network's
  return error instanceof Error && error.name === 'TypeError'; // of `fetch`
}

/** RFC 6749 §4.1.2.1. */
const TRY_LATER = new Set(['server_error', 'temporarily_unavailable']);
const AWAY = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
