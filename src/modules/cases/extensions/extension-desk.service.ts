import { Injectable } from '@nestjs/common';
import type { Actor, Office } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { Agencies } from '../../agencies/index.ts';
import { Calendars } from '../../calendar/index.ts';
import { TimeLimitPolicies } from '../../catalog/index.ts';
import type { Call } from '../domain/call.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { Approver } from '../domain/extension.ts';

const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Makes commands of what staff typed: reasons that the city knows, the rules in force, and at what level somebody decides. */
@Injectable()
export class ExtensionDesk {
  constructor(
    private readonly agencies: Agencies,
    private readonly policies: TimeLimitPolicies,
    private readonly calendars: Calendars,
  ) {}

  /**
   * @param until an instant (RFC 3339), or a day: its closing hour
   * @throws InvalidInput when the city does not know the reason
   */
  request(actor: Actor, { until, reasonCode, reason }: { until: string; reasonCode: string; reason: string }): CaseCommand {
    const known = this.policies.extensions.reasons.find(({ code }) => code === reasonCode);
    if (!known) throw this.unknownReason();
    const rules = this.rules();
    const end = A_DAY.test(until) ? rules.calendar.closingOf(civilDate(until)) : new Date(until);
    return { type: 'request-extension', until: end, reasonCode: known, reason, requestedBy: actor.id, rules };
  }

  approve(actor: Actor, note: string | null): CaseCommand {
    return { type: 'approve-extension', approver: this.approver(actor), note, rules: this.rules() };
  }

  reject(actor: Actor, note: string | null): CaseCommand {
    return { type: 'reject-extension', approver: this.approver(actor), note };
  }

  /** The cases on whose extensions somebody decides: those of the bodies below theirs as well. */
  reaching(actor: Actor): Actor {
    const { scope } = actor;
    if (scope.all) return actor;
    const { heads, standsInFor = [] } = this.approver(actor);
    const theirs = standsInFor.flatMap((absent) => absent.heads);
    return { ...actor, scope: { all: false, agencyCodes: [...new Set([...scope.agencyCodes, ...heads, ...theirs])] } };
  }

  /** The same for a command. */
  callOf(call: Call): Call {
    return { ...call, actor: this.reaching(call.actor) };
  }

  private approver({ id, roles, standsInFor = [] }: Actor): Approver {
    return { ...this.alone(id, roles), standsInFor: standsInFor.map((absent) => this.alone(absent.id, absent.roles)) };
  }

  /** A body without one above is its own head. */
  private alone(id: string, roles: readonly Office[]): Approver {
    const supervises = roles.filter(({ role }) => role === 'AGENCY_SUPERVISOR').flatMap(({ agencyCode }) => agencyCode ?? []);
    const heads = this.agencies.all().filter(({ code, parentCode }) => supervises.includes(parentCode ?? code));
    return { id, city: roles.some(({ role }) => role === 'CITY_SUPERVISOR'), heads: heads.map(({ code }) => code), supervises };
  }

  private rules() {
    return { steps: this.policies.extensions.steps, calendar: this.calendars.current() };
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
