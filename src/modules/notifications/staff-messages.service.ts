import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.ts';
import { AccountDirectory, type Colleague } from '../identity/index.ts';
import { AddresseeReadModel, type CaseAtHand, type LegAtHand } from './addressee.read-model.ts';
import { FALLBACK_LANGUAGE } from './domain/language.ts';
import type { Letter } from './domain/letter.ts';
import type { Occasion } from './domain/occasion.ts';
import type { KeyLink } from './domain/message.ts';
import { type Addressed, mailable, onConsole, toAddressed } from './domain/staff-address.ts';
import { Outbox } from './outbox.service.ts';

/** At whose level it is decided who has a case, and which agency gave it back. */
interface Deciders {
  readonly decidedBy: string;
  readonly returnedBy: string | null;
}

/** Tells those who work on cases: by mail where an address is known, else on the console. */
@Injectable()
export class StaffMessages {
  constructor(
    private readonly addressees: AddresseeReadModel,
    private readonly directory: AccountDirectory,
    private readonly outbox: Outbox,
  ) {}

  /** An agency: its supervisors, who give out the work; its handlers where no supervisor has an address. */
  async tellAgency(tx: Tx, occasion: Occasion, agencyCode: string, key: KeyLink | null = null): Promise<void> {
    const supervisors = mailable(await this.directory.listSupervisors(tx, agencyCode));
    const told = supervisors.length > 0 ? supervisors : mailable(await this.directory.listHandlers(tx, agencyCode));
    await this.post(tx, { agencyCode, ...occasion }, told.length > 0 ? told : [onConsole(`agency:${agencyCode}`)], key);
  }

  /** The supervisors of an agency, whichever agency leads the case, and the deputies of those who are away. */
  async tellSupervisors(tx: Tx, occasion: Occasion, agencyCode: string, at: Date): Promise<void> {
    const supervisors = await this.directory.listSupervisors(tx, agencyCode);
    const ids = supervisors.map(({ id }) => id);
    const deputies = (await this.directory.listDeputies(tx, ids, at)).filter(({ id }) => !ids.includes(id));
    const told = mailable([...supervisors, ...deputies]);
    await this.post(tx, occasion, told.length > 0 ? told : [onConsole(`agency:${agencyCode}`)]);
  }

  /** Those who send cases to agencies. */
  async tellDispatchers(tx: Tx, occasion: Occasion): Promise<void> {
    await this.tellRole(tx, occasion, 'DISPATCHER', await this.directory.listDispatchers(tx));
  }

  /** Those who look after the agencies' work. */
  async tellCitySupervisors(tx: Tx, occasion: Occasion): Promise<void> {
    await this.tellRole(tx, occasion, 'CITY_SUPERVISOR', await this.directory.listCitySupervisors(tx));
  }

  /** Those who decide who has a case: the city's level, or else the dispatchers and the heads of the agency that gave it back, if one did. */
  async tellDeciders(tx: Tx, occasion: Occasion, { decidedBy, returnedBy }: Deciders, at: Date): Promise<void> {
    if (decidedBy === 'CITY') return this.tellCitySupervisors(tx, occasion);
    await this.tellDispatchers(tx, occasion);
    if (returnedBy !== null) await this.tellSupervisors(tx, occasion, returnedBy, at);
  }

  /** Certain people, each once; when there are none, the agency that leads the case, or the dispatchers when none does. */
  async tellAccounts(tx: Tx, occasion: Occasion, accountIds: readonly string[]): Promise<void> {
    const colleagues = await this.directory.listByIds(tx, accountIds);
    if (colleagues.length > 0) return this.post(tx, occasion, colleagues.map(toAddressed));
    const { leadAgencyCode } = await this.addressees.caseAtHand(tx, occasion.caseId, null);
    if (leadAgencyCode === null) return this.tellDispatchers(tx, occasion);
    return this.tellAgency(tx, occasion, leadAgencyCode);
  }

  /** Whoever handles the case now; when nobody does, the agency that leads it, or the dispatchers when none does. */
  async tellHandler(tx: Tx, occasion: Occasion): Promise<void> {
    const { handlerId } = await this.addressees.caseAtHand(tx, occasion.caseId, null);
    await this.tellAccounts(tx, occasion, handlerId === null ? [] : [handlerId]);
  }

  /** Whoever is at an agency's part of the case; the agency when nobody is. */
  tellLeg(tx: Tx, occasion: Occasion, { agencyCode, handlerId }: LegAtHand): Promise<void> {
    const named = { ...occasion, agencyCode };
    return handlerId === null ? this.tellAgency(tx, named, agencyCode) : this.tellAccounts(tx, named, [handlerId]);
  }

  /** Those who help with the case and have not answered. */
  async tellHelpers(tx: Tx, occasion: Occasion): Promise<void> {
    for (const leg of await this.addressees.helpers(tx, occasion.caseId)) await this.tellLeg(tx, occasion, leg);
  }

  private async tellRole(tx: Tx, occasion: Occasion, role: string, holders: readonly Colleague[]): Promise<void> {
    const told = mailable(holders);
    await this.post(tx, occasion, told.length > 0 ? told : [onConsole(`role:${role}`)]);
  }

  private async post(tx: Tx, occasion: Occasion, addressed: readonly Addressed[], key: KeyLink | null = null): Promise<void> {
    const found = await this.addressees.caseAtHand(tx, occasion.caseId, occasion.agencyCode ?? null);
    const about = { ...found, dueAt: occasion.dueAt ?? found.dueAt };
    await this.outbox.post(
      tx,
      addressed.map((addressee) => toLetter(occasion, about, addressee, key)),
    );
  }
}

const toLetter = (occasion: Occasion, about: CaseAtHand, { reach, name }: Addressed, key: KeyLink | null): Letter => ({
  template: occasion.template,
  cause: occasion.factId,
  about,
  petition: null,
  language: FALLBACK_LANGUAGE,
  recipientName: name,
  reach,
  values: occasion.values?.(FALLBACK_LANGUAGE) ?? {},
  key,
});
