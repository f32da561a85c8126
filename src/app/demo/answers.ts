/** The parts of the interface's answers that a demonstration looks at. */

export interface Named {
  readonly code: string;
  readonly name: string;
}

export interface AgencyAnswer extends Named {
  readonly kind: string;
  readonly receivesCases: boolean;
  readonly active: boolean;
}

export interface CategoryAnswer extends Named {
  readonly sla: { readonly value: number; readonly unit: string };
  readonly locationRequired: boolean;
  readonly safetyHazard: boolean;
  readonly confidential: boolean;
  readonly cityAppearance: boolean;
  readonly active: boolean;
}

export interface AssignmentAnswer {
  readonly agencyCode: string;
  readonly role: 'LEAD' | 'CO_HANDLER';
  readonly status: string;
}

export interface CaseAnswer {
  readonly caseNo: string;
  readonly status: string;
  readonly category: Named | null;
  readonly subject: string;
  readonly safetyHazard: boolean;
  readonly leadAgency: Named | null;
  readonly assignments: readonly AssignmentAnswer[];
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly closedAt: string | null;
  readonly openExtension: { readonly approver: string } | null;
  readonly promises: readonly { readonly id: string }[];
  readonly mergedInto: string | null;
}

/** To whoever took a petition in; citizens learn less of the case. */
export interface RegisteredAnswer {
  readonly petitionNo: string;
  readonly case: { readonly caseNo: string; readonly status: string };
}

export interface DecisionAnswer {
  readonly outcome: 'DISPATCHED' | 'TRIAGE';
  readonly leadAgencyCode: string | null;
  readonly coAgencyCodes: readonly string[];
  readonly dueAt: string | null;
}

export interface MessageAnswer {
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  readonly template: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly state: string;
  readonly caseNo: string | null;
  readonly petitionNo: string | null;
  readonly createdAt: string;
}

export interface EventAnswer {
  readonly at: string;
  readonly type: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly data: Readonly<Record<string, unknown>>;
}

export interface CasePetitionAnswer {
  readonly petitionNo: string;
  readonly channel: string;
  readonly registeredAt: string;
}

export interface ReminderAnswer {
  readonly caseNo: string;
  readonly step: string;
  readonly dueAt: string;
  readonly sentAt: string;
  readonly recipients: readonly { readonly username: string; readonly level: string }[];
}

export interface ClockAnswer {
  readonly dueAt: string | null;
  readonly ledger: readonly { readonly kind: string; readonly at: string; readonly dueAt: string }[];
  readonly days: readonly { readonly date: string; readonly text: { readonly 'zh-TW': string } }[];
}

export interface SurveyAnswer {
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly closing: number;
  readonly state: string;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly overall: number | null;
  readonly channel: string | null;
}

export interface ReopenRequestAnswer {
  readonly id: string;
  readonly caseNo: string;
  readonly state: string;
}

export interface AttentionAnswer {
  readonly items: readonly { readonly kind: string; readonly count: number; readonly more: boolean }[];
}

export interface JobAnswer {
  readonly state: string;
  readonly done: number;
  readonly total: number;
}
