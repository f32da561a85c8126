import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor, Caller, Restriction } from '../../kernel/actor.ts';
import { keyLimit, type Limit, LIMITS, RateLimits } from '../edge/index.ts';
import { noteAddress } from '../facts/index.ts';
import {
  ALLOWED,
  type AuthenticatedRequest,
  Authenticator,
  type Machine,
  OPEN_WHILE,
  PEOPLE_ONLY,
  PUBLIC,
  SIGNED,
  STAFF_DOOR,
} from './access.ts';
import { NotAllowed, NotSignedIn, PasswordChangeRequired, SecondFactorRequired, WrongPlace } from './http-errors.ts';
import { MachineSignatures } from './machine-signatures.ts';

type Handler = ReturnType<ExecutionContext['getHandler']>;

const RESTRICTED: Readonly<Record<Restriction, new () => Error>> = {
  PASSWORD: PasswordChangeRequired,
  SECOND_FACTOR: SecondFactorRequired,
};

/**
 * Lets a request through when its route is public, its caller holds the route's permission, or the machine that the route is for has
 * signed it. A route that says none of these is closed.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly signatures: MachineSignatures,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) {
      if (this.reflector.get<boolean | undefined>(STAFF_DOOR, handler)) noteAddress(request.ip);
      return true;
    }
    noteAddress(request.ip);
    const machine = this.reflector.get<Machine | undefined>(SIGNED, handler);
    if (machine !== undefined) {
      this.signatures.ensure(machine, request);
      return true;
    }
    const caller = await this.authenticator.authenticate(request);
    if (!caller) throw new NotSignedIn();
    request.callerId = caller.id;
    await this.limits.count(limitOf(caller), caller.id);
    this.ensureUnrestricted(caller, handler);
    request.actor = { ...this.actorOf(caller, handler), address: request.ip };
    return true;
  }

  /** @throws PasswordChangeRequired, SecondFactorRequired */
  private ensureUnrestricted({ restriction }: Caller, handler: Handler): void {
    if (!restriction) return;
    const open = this.reflector.get<readonly Restriction[] | undefined>(OPEN_WHILE, handler) ?? [];
    if (!open.includes(restriction)) throw new RESTRICTED[restriction]();
  }

  /** @throws NotAllowed, WrongPlace */
  private actorOf(caller: Caller, handler: Handler): Actor {
    const permission = this.reflector.get<string | undefined>(ALLOWED, handler) ?? '';
    const scope = caller.permissions.get(permission);
    if (scope === undefined) throw caller.elsewhere?.has(permission) === true ? new WrongPlace() : new NotAllowed();
    const forPeople = this.reflector.get<boolean | undefined>(PEOPLE_ONLY, handler) ?? false;
    if (forPeople && caller.kind === 'MACHINE') throw new NotAllowed();
    return { ...caller, onBehalfOf: caller.lenders?.get(permission) ?? null, scope: { ...scope, accountId: caller.id } };
  }
}

const limitOf = ({ perMinute }: Caller): Limit => (perMinute === undefined ? LIMITS.account : keyLimit(perMinute));
