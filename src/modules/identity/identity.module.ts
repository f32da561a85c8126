import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Authenticator } from '../../platform/http/index.ts';
import { AccountDirectory } from './account-directory.read-model.ts';
import { AccountRepository } from './account.repository.ts';
import { AccountService } from './account.service.ts';
import { CustodianController } from './custodians/custodian.controller.ts';
import { CustodianRepository } from './custodians/custodian.repository.ts';
import { Custodians } from './custodians/custodian.service.ts';
import { DeputyController } from './deputies/deputy.controller.ts';
import { DeputyRepository } from './deputies/deputy.repository.ts';
import { Deputies } from './deputies/deputy.service.ts';
import { DemonstrationAccountsRepository } from './demonstration-accounts.repository.ts';
import { DemonstrationAccounts } from './demonstration-accounts.service.ts';
import { AccountPolicy } from './domain/account-policy.ts';
import { IdentityService } from './identity.service.ts';
import { PasswordService } from './password.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionRepository } from './session.repository.ts';
import { SessionService } from './session.service.ts';

/** Hands over what the city decides about the accounts of its staff, to be imported once by the application. */
@Module({})
export class AccountPolicyModule {
  static of(policy: AccountPolicy): DynamicModule {
    return {
      module: AccountPolicyModule,
      global: true,
      providers: [{ provide: AccountPolicy, useValue: policy }],
      exports: [AccountPolicy],
    };
  }
}

/** Global, for the guard of every route asks it who is calling. */
@Global()
@Module({
  controllers: [SessionController, DeputyController, CustodianController],
  providers: [
    AccountDirectory,
    AccountRepository,
    AccountService,
    CustodianRepository,
    Custodians,
    DemonstrationAccounts,
    DemonstrationAccountsRepository,
    Deputies,
    DeputyRepository,
    IdentityService,
    PasswordService,
    SessionRepository,
    SessionService,
    { provide: Authenticator, useExisting: SessionService },
  ],
  exports: [AccountDirectory, AccountService, Authenticator, DemonstrationAccounts, SessionService],
})
export class IdentityModule {}
