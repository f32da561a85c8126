import type { AccountPolicy } from '../../src/modules/identity/index.ts';
import { FactorCheck } from '../../src/modules/identity/second-factor/factor-check.service.ts';
import { FactorSecrets } from '../../src/modules/identity/second-factor/factor-secret.service.ts';
import { SealedFactors } from '../../src/modules/identity/second-factor/sealed-factor.repository.ts';
import { SecondFactorRepository } from '../../src/modules/identity/second-factor/second-factor.repository.ts';
import type { Clock } from '../../src/platform/clock/index.ts';
import type { City } from '../../src/platform/config/index.ts';
import type { Facts } from '../../src/platform/facts/index.ts';
import { PATIENT_ACCOUNTS } from './account-policy.ts';
import { vault } from './vault.ts';

/** Judges codes, for tests that put signing in together by themselves. */
export function factorCheck(facts: Facts, clock: Clock, policy: AccountPolicy = PATIENT_ACCOUNTS): FactorCheck {
  const secrets = new FactorSecrets(new SealedFactors(vault), { nameZh: '某市', hotlineNumber: '1999' } as City);
  return new FactorCheck(new SecondFactorRepository(), secrets, facts, clock, policy);
}
