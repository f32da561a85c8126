export { AccountDirectory, type Colleague, type Seat } from './account-directory.read-model.ts';
export { AccountService } from './account.service.ts';
export { AccountPolicy, type SessionLimits } from './domain/account-policy.ts';
export { type Demonstration, DemonstrationAccounts } from './demonstration-accounts.service.ts';
export * from './domain/identity-errors.ts';
export { type Permission, PERMISSIONS, permissionsOf } from './domain/permissions.ts';
export { type Role, type RoleGrant, ROLES, WHOLE_CITY } from './domain/role.ts';
export { AccountPolicyModule, IdentityModule } from './identity.module.ts';
export { SessionService } from './session.service.ts';
