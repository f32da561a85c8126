import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Authenticator } from '../../platform/http/index.ts';
import { AgencyModule } from '../agencies/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { AccountChanges } from './accounts/account-change.service.ts';
import { AccountClosing } from './accounts/account-closing.service.ts';
import { AccountDecisions } from './accounts/account-decision.service.ts';
import { AccountListReadModel } from './accounts/account-list.read-model.ts';
import { AccountPasswords } from './accounts/account-password.service.ts';
import { AccountRecord } from './accounts/account-record.service.ts';
import { AccountRequestController } from './accounts/account-request.controller.ts';
import { AccountRequests } from './accounts/account-request.service.ts';
import { AccountReviewController } from './accounts/account-review.controller.ts';
import { AccountReviewReadModel } from './accounts/account-review.read-model.ts';
import { AccountReviews } from './accounts/account-review.service.ts';
import { AccountRules } from './accounts/account-rules.service.ts';
import { AccountSwitch } from './accounts/account-switch.service.ts';
import { Administrators } from './accounts/administrators.service.ts';
import { DormantAccountRepository } from './accounts/dormant-account.repository.ts';
import { DormantAccounts } from './accounts/dormant-account.service.ts';
import { ManagedAccountController } from './accounts/managed-account.controller.ts';
import { FormerAddresses } from './accounts/former-address.repository.ts';
import { ManagedAccountRepository } from './accounts/managed-account.repository.ts';
import { ManagedAccounts } from './accounts/managed-account.service.ts';
import { AccountDirectory } from './account-directory.read-model.ts';
import { AccountRepository } from './account.repository.ts';
import { AccountService } from './account.service.ts';
import { ApiKeyCallers } from './api-keys/api-key-caller.service.ts';
import { ApiKeyRepository } from './api-keys/api-key.repository.ts';
import { Callers } from './caller.service.ts';
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
import { PasswordBook } from './passwords/password-book.service.ts';
import { PasswordChanges } from './passwords/password-change.service.ts';
import { PasswordController } from './passwords/password.controller.ts';
import { PasswordRepository } from './passwords/password.repository.ts';
import { PasswordResetTokens } from './passwords/password-reset-tokens.service.ts';
import { PasswordResets } from './passwords/password-reset.service.ts';
import { FactorCheck } from './second-factor/factor-check.service.ts';
import { FactorEnrolment } from './second-factor/factor-enrolment.service.ts';
import { FactorSecrets } from './second-factor/factor-secret.service.ts';
import { SealedFactors } from './second-factor/sealed-factor.repository.ts';
import { SecondFactorController } from './second-factor/second-factor.controller.ts';
import { SecondFactorRepository } from './second-factor/second-factor.repository.ts';
import { SecondFactors } from './second-factor/second-factor.service.ts';
import { CityRolePlaces } from './role-places.service.ts';
import { SessionRules } from './session-rules.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionRepository } from './session.repository.ts';
import { SessionService } from './session.service.ts';
import { MySessionController } from './sessions/my-session.controller.ts';
import { MySessions } from './sessions/my-session.service.ts';
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

/** Asking for accounts, seeing to them, and their passwords. */
const LIFE_OF_ACCOUNTS = [
  AccountChanges,
  AccountClosing,
  AccountDecisions,
  AccountListReadModel,
  AccountPasswords,
  AccountRecord,
  AccountRequests,
  AccountReviewReadModel,
  AccountReviews,
  AccountRules,
  AccountSwitch,
  Administrators,
  DormantAccountRepository,
  DormantAccounts,
  FormerAddresses,
  ManagedAccountRepository,
  ManagedAccounts,
];
const PASSWORDS = [PasswordBook, PasswordChanges, PasswordRepository, PasswordResets, PasswordResetTokens, PasswordService];

const SECOND_FACTORS = [FactorCheck, FactorEnrolment, FactorSecrets, SealedFactors, SecondFactorRepository, SecondFactors];
const SINGLE_SIGN_ON = [LinkedAccountRepository, LinkedAccounts, LoginTickets, OpenIdProvider, SingleSignOn, VouchedPeople];

/** Global, for the guard of every route asks it who is calling. */
@Global()
@Module({
  imports: [AgencyModule, GeographyModule],
  controllers: [
    SessionController,
    MySessionController,
    PasswordController,
    AccountReviewController, // before the one whose addresses hold an id
    AccountRequestController,
    ManagedAccountController,
    DeputyController,
    CustodianController,
    SecondFactorController,
    SingleSignOnController,
  ],
  providers: [
    ...LIFE_OF_ACCOUNTS,
    ...PASSWORDS,
    ...SECOND_FACTORS,
    ...SINGLE_SIGN_ON,
    AccountDirectory,
    AccountRepository,
    AccountService,
    ApiKeyCallers,
    ApiKeyRepository,
    Callers,
    CityRolePlaces,
    CustodianRepository,
    Custodians,
    DemonstrationAccounts,
    DemonstrationAccountsRepository,
    Deputies,
    DeputyRepository,
    IdentityService,
    MySessions,
    SessionRepository,
    SessionRules,
    SessionService,
    { provide: Authenticator, useExisting: Callers },
  ],
  exports: [
    AccountDirectory,
    AccountService,
    Authenticator,
    DemonstrationAccounts,
    DormantAccounts,
    FormerAddresses,
    PasswordResets,
    PasswordResetTokens,
    SessionService,
  ],
})
export class IdentityModule {}
