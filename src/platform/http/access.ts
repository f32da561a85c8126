import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiHeader, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Actor, Caller, Restriction } from '../../kernel/actor.ts';
import { documentedHeader } from './documented.ts';
import { type Language, preferredLanguage } from './problem.ts';

export const ALLOWED = 'paian:allowed';
export const PUBLIC = 'paian:public';
export const SIGNED = 'paian:signed';
export const OPEN_WHILE = 'paian:open-while';
export const PEOPLE_ONLY = 'paian:people-only';
export const STAFF_DOOR = 'paian:staff-door';

/** Who may call a route: those who hold this permission. The table of permissions and roles is identity's. */
export const Allow = (permission: string): MethodDecorator =>
  applyDecorators(
    SetMetadata(ALLOWED, permission),
    ApiBearerAuth(),
    ApiSecurity('apiKey'),
    ApiExtension('x-permission', permission),
  );

/** What is kept for each member of staff, such as lists of their own: no API key may call this route, whatever its scopes. */
export const PeopleOnly = (): MethodDecorator => SetMetadata(PEOPLE_ONLY, true);

/** The route is open to sessions that have something to do before anything else, beside its permission: it is what they have to do. */
export const OpenWhile = (...restrictions: readonly Restriction[]): MethodDecorator => SetMetadata(OPEN_WHILE, restrictions);

/** Anybody may call this route, signed in or not. */
export const Public = (): MethodDecorator => SetMetadata(PUBLIC, true);

/**
 * A public route by which the staff comes in, such as signing in: what is done there is recorded with the address it came from. At every
 * other public route that address is a citizen's, and is not.
 */
export const StaffDoor = (): MethodDecorator => SetMetadata(STAFF_DOOR, true);

/** A machine that has no account and signs what it sends. */
export type Machine = 'voice-response';

/** Only a machine may call this route that signs with its secret: `X-Signature`, see `signature.ts`. */
export const Signed = (by: Machine): MethodDecorator =>
  applyDecorators(
    SetMetadata(SIGNED, by),
    ApiExtension('x-signed-by', by),
    ApiHeader({
      name: 'X-Signature',
      required: true,
      description:
        '`t=<seconds>,v1=<hex>`: the HMAC-SHA-256 of `<seconds>.<METHOD>.<path and query>.<body>`, at most five minutes old.',
    }),
  );

/** A request after the guard has seen it. */
export interface AuthenticatedRequest extends FastifyRequest {
  actor?: Actor;
  /** Id of the account or the key that was proved, also where the request was refused for another reason. */
  callerId?: string;
  /** The body as it was sent; left out when there was none. */
  rawBody?: string;
}

/** Finds out who calls. Implemented by identity, which lies above this layer. */
export abstract class Authenticator {
  /** Null when the request carries no credential, or one that is not valid. */
  abstract authenticate(request: FastifyRequest): Promise<Caller | null>;
}

/** The signed-in caller. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!actor) throw new Error('a public route has no current actor'); // a mistake of ours: the law test finds it
  return actor;
});

/** The value of the `Idempotency-Key` header, or null. */
export const IdempotencyKeyHeader = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | null => {
    const value = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
    return typeof value === 'string' && value.length > 0 ? value : null;
  },
  [documentedHeader('Idempotency-Key', 'The same key with the same body is done once, and answered the same again.')],
);

/** The language that the caller reads. */
export const PreferredLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language =>
  preferredLanguage(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);
