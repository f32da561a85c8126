import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Authenticator } from '../../platform/http/index.ts';
import { AgencyModule } from '../agencies/index.ts';
import { AccountDirectory } from './account-directory.read-model.ts';
import { AccountRepository } from './account.repository.ts';
import { AccountService } from './account.service.ts';
import { DeputyController } from './deputies/deputy.controller.ts';
import { DeputyRepository } from './deputies/deputy.repository.ts';
import { Deputies } from './deputies/deputy.service.ts';
import { DemonstrationAccountsRepository } from './demonstration-accounts.repository.ts';
import { DemonstrationAccounts } from './demonstration-accounts.service.ts';
import { AccountPolicy } from './domain/account-policy.ts';
import { IdentityService } from './identity.service.ts';
import { PasswordService } from './password.service.ts';
import { FactorCheck } from './second-factor/factor-check.service.ts';
import { FactorEnrolment } from './second-factor/factor-enrolment.service.ts';
import { FactorSecrets } from './second-factor/factor-secret.service.ts';
import { SecondFactorController } from './second-factor/second-factor.controller.ts';
import { SecondFactorRepository } from './second-factor/second-factor.repository.ts';
import { SecondFactors } from './second-factor/second-factor.service.ts';
import { SessionRules } from './session-rules.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionRepository } from './session.repository.ts';
import { SessionService } from './session.service.ts';
import type { ProviderAccess, SingleSignOnPolicy } from './single-sign-on/domain/single-sign-on-policy.ts';
import { SingleSignOnSetup } from './single-sign-on/domain/single-sign-on-setup.ts';
import { LinkedAccountRepository } from './single-sign-on/linked-account.repository.ts';
import { LinkedAccounts } from './single-sign-on/linked-account.service.ts';
import { LoginTickets } from './single-sign-on/login-ticket.service.ts';
import { OpenIdProvider } from './single-sign-on/open-id-provider.service.ts';
import { SingleSignOnController } from './single-sign-on/single-sign-on.controller.ts';
import { SingleSignOn } from './single-sign-on/single-sign-on.service.ts';
import { VouchedPeople } from './single-sign-on/vouched-person.service.ts';

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

/** Hands over how the city's single sign-on is reached and read, to be imported once by the application. */
@Module({})
export class SingleSignOnModule {
  /** @param known null: nobody signs in by one */
  static of(known: { readonly access: ProviderAccess; readonly policy: SingleSignOnPolicy } | null): DynamicModule {
    return {
      module: SingleSignOnModule,
      global: true,
      providers: [{ provide: SingleSignOnSetup, useValue: new SingleSignOnSetup(known) }],
      exports: [SingleSignOnSetup],
    };
  }
}

/** Global, for the guard of every route asks it who is calling. */
@Global()
@Module({
  imports: [AgencyModule],
  controllers: [SessionController, DeputyController, SecondFactorController, SingleSignOnController],
  providers: [
    AccountDirectory,
    AccountRepository,
    AccountService,
    DemonstrationAccounts,
    DemonstrationAccountsRepository,
    Deputies,
    DeputyRepository,
    FactorCheck,
    FactorEnrolment,
    FactorSecrets,
    IdentityService,
    LinkedAccountRepository,
    LinkedAccounts,
    LoginTickets,
    OpenIdProvider,
    PasswordService,
    SecondFactorRepository,
    SecondFactors,
    SessionRepository,
    SessionRules,
    SessionService,
    SingleSignOn,
    VouchedPeople,
    { provide: Authenticator, useExisting: SessionService },
  ],
  exports: [AccountDirectory, AccountService, Authenticator, DemonstrationAccounts, SessionService],
})
export class IdentityModule {}
