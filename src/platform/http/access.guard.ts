import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { noteAddress } from '../facts/index.ts';
import { ALLOWED, type AuthenticatedRequest, Authenticator, type Machine, PUBLIC, SIGNED, STAFF_DOOR } from './access.ts';
import { NotAllowed, NotSignedIn } from './http-errors.ts';
import { MachineSignatures } from './machine-signatures.ts';

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
    const permission = this.reflector.get<string | undefined>(ALLOWED, handler);
    const scope = permission === undefined ? undefined : caller.permissions.get(permission);
    if (scope === undefined) throw new NotAllowed();
    const onBehalfOf = caller.lenders?.get(permission!) ?? null;
    request.actor = { ...caller, onBehalfOf, scope: { ...scope, accountId: caller.id } };
    return true;
  }
}
