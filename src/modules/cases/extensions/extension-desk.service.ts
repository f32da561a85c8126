import { Injectable } from '@nestjs/common';
import type { Actor, Office } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { Agencies } from '../../agencies/index.ts';
import { Calendars } from '../../calendar/index.ts';
import { TimeLimitPolicies } from '../../catalog/index.ts';
import { CaseReadModel } from '../case.read-model.ts';
import { isCityLevel } from '../domain/authority.ts';
import type { Call } from '../domain/call.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { Approver } from '../domain/extension.ts';
import type { ExtensionRules } from '../domain/extension-ladder.ts';

/** What somebody typed who asks for more time. */
export interface TypedExtension {
  /** An instant (RFC 3339), or a day: its closing hour. */
  readonly until: string;
  readonly reasonCode: string;
  readonly reason: string;
}

const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Makes commands of what staff typed: reasons that the city knows, the rules in force, and at what level somebody decides. */
@Injectable()
export class ExtensionDesk {
  constructor(
    private readonly agencies: Agencies,
    private readonly policies: TimeLimitPolicies,
    private readonly calendars: Calendars,
    private readonly cases: CaseReadModel,
  ) {}

  /** @throws InvalidInput when the city does not know the reason, CaseNotFound */
  async request({ actor, caseNo }: Call, { until, reasonCode, reason }: TypedExtension): Promise<CaseCommand> {
    const known = this.policies.extensions.reasons.find(({ code }) => code === reasonCode);
    if (!known) throw this.unknownReason();
    const rules = await this.rulesFor(caseNo);
    const end = A_DAY.test(until) ? rules.calendar.closingOf(civilDate(until)) : new Date(until);
    return { type: 'request-extension', until: end, reasonCode: known, reason, requestedBy: actor.id, rules };
  }

  /** @throws CaseNotFound */
  async approve({ actor, caseNo }: Call, note: string | null): Promise<CaseCommand> {
    return { type: 'approve-extension', approver: this.approver(actor), note, rules: await this.rulesFor(caseNo) };
  }

  reject({ actor }: Call, note: string | null): CaseCommand {
    return { type: 'reject-extension', approver: this.approver(actor), note };
  }

  private approver({ id, roles, scope, standsInFor = [] }: Actor): Approver {
    const held = (offices: readonly Office[]): Office[] =>
      offices.filter(({ districtCode }) => !districtCode || isCityLevel(scope));
    return {
      ...this.alone(id, held(roles)),
      standsInFor: standsInFor.map((absent) => this.alone(absent.id, held(absent.roles))),
    };
  }

  /** A body without one above is its own head. */
  private alone(id: string, roles: readonly Office[]): Approver {
    const supervises = roles.filter(({ role }) => role === 'AGENCY_SUPERVISOR').flatMap(({ agencyCode }) => agencyCode ?? []);
    const bodies = this.agencies.all().map(({ code, parentCode }) => ({ agencyCode: code, as: parentCode ?? code }));
    const heads = bodies.filter(({ as }) => supervises.includes(as));
    return { id, city: roles.some(({ role }) => role === 'CITY_SUPERVISOR'), heads, supervises };
  }

  private async rulesFor(caseNo: string): Promise<ExtensionRules> {
    const receivedAt = await this.cases.earliestReceipt(caseNo);
    return { steps: this.policies.extensions.steps, calendar: this.calendars.current(), receivedAt };
  }

  private unknownReason(): InvalidInput {
    const codes = this.policies.extensions.reasons.map(({ code }) => code).join(', ');
    return new InvalidInput([
      {
        field: 'reasonCode',
        code: 'extension.unknown_reason',
        text: { 'zh-TW': `不是本市的展期事由（${codes}）`, en: `is not one of the city's reasons (${codes})` },
      },
    ]);
  }
}
