import { SingleSignOnOff } from './single-sign-on-errors.ts';
import type { ProviderAccess, SingleSignOnPolicy } from './single-sign-on-policy.ts';

/** The city's single sign-on: how it is reached, and how what it says is read. */
export class SingleSignOnSetup {
  constructor(private readonly known: { readonly access: ProviderAccess; readonly policy: SingleSignOnPolicy } | null) {}

  /** @throws SingleSignOnOff */
  get access(): ProviderAccess {
    return this.orOff().access;
  }

  /** @throws SingleSignOnOff */
  get policy(): SingleSignOnPolicy {
    return this.orOff().policy;
  }

  private orOff(): NonNullable<typeof this.known> {
    if (this.known === null) throw new SingleSignOnOff();
    return this.known;
  }
}
