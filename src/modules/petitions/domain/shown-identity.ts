import type { Caller } from '../../../kernel/actor.ts';
import type { Petitioner } from './petition.ts';

/** What stands in the place of what somebody may not know. */
export const HIDDEN = '***';

/** Whoever looks at a petition. A custodian is trusted with those who petitioned in confidence. */
export interface Onlooker {
  readonly custodian: boolean;
}

/** Somebody who is not known to be a custodian. */
export const ANYBODY: Onlooker = { custodian: false };

/** Custodians are named for the whole city: whoever may know of one agency's informers alone is none yet. */
export const onlookerOf = ({ permissions }: Pick<Caller, 'permissions'>): Onlooker => ({
  custodian: permissions.get('petition.identity')?.all === true,
});

/**
 * Whether somebody may know who petitioned. Those who petitioned in confidence, or about a matter that is confidential by its category,
 * are known to custodians alone, whoever works on the case (行政程序法 §170; 勞動基準法檢舉案件保密及處理辦法 §3–8).
 *
 * @param confidential of the petition or of its case
 */
export const knowsIdentity = (confidential: boolean, { custodian }: Onlooker): boolean => custodian || !confidential;

/** A petitioner as somebody sees them. */
export interface ShownPetitioner extends Petitioner {
  /** Whether anything of them is withheld. */
  readonly masked: boolean;
}

/** Of what is withheld it is shown that it is there, and nothing of it. */
export function showPetitioner(petitioner: Petitioner, confidential: boolean, onlooker: Onlooker): ShownPetitioner {
  if (knowsIdentity(confidential, onlooker)) return { ...petitioner, masked: false };
  const { name, phone, email, address } = petitioner;
  return { name: hide(name), phone: hide(phone), email: hide(email), address: hide(address), masked: true };
}

const hide = (text: string | null): string | null => text && HIDDEN;
