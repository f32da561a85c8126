import { newId } from '../../src/kernel/ids.ts';
import { type Database, json, sql } from '../../src/platform/database/index.ts';
import { sealedPetitioners } from './vault.ts';

/** Rows of a case as a test needs them, for tests of what reacts to cases; how cases come about is tested elsewhere. */

const RECEIVED = new Date('2026-11-20T01:30:00.000Z');
const DUE = new Date('2026-11-27T09:30:00.000Z');

let numbers = 0;
const nextNumber = (): string => String((numbers += 1)).padStart(7, '0');

export async function addAgency(database: Database, code: string, nameZh: string, nameEn: string): Promise<void> {
  await database.query(sql`
    INSERT INTO agencies (id, code, name_zh, name_en, kind, district_codes, receives_cases, recorded_at)
    VALUES (${newId()}, ${code}, ${nameZh}, ${nameEn}, 'OFFICE', ${[]}, true, ${RECEIVED})`);
}

export async function addCategory(
  database: Database,
  { code, nameZh, nameEn, confidential = false }: { code: string; nameZh: string; nameEn: string; confidential?: boolean },
): Promise<void> {
  await database.query(sql`
    INSERT INTO categories (id, code, name_zh, name_en, group_code, group_zh, urgency, sla_value, sla_unit, location_required,
      safety_hazard, confidential, direct_dispatch, keywords, aliases, recorded_at)
    VALUES (${newId()}, ${code}, ${nameZh}, ${nameEn}, 'G', '群', 'P3', 5, 'WORKING_DAY', false, false, ${confidential}, true, ${[]},
      ${[]}, ${RECEIVED})`);
}

export async function addAccount(
  database: Database,
  account: { username: string; displayName?: string; email?: string | null; role: string; agencyCode: string },
): Promise<string> {
  const id = newId();
  await database.query(sql`
    INSERT INTO accounts (id, username, display_name, email, password_hash, demonstration, failed_logins, created_at)
    VALUES (${id}, ${account.username}, ${account.displayName ?? account.username}, ${account.email ?? null}, '-', false, 0, ${RECEIVED})`);
  await database.query(sql`
    INSERT INTO account_roles (account_id, role, agency_code)
    VALUES (${id}, ${account.role}, ${account.agencyCode})`);
  return id;
}

export interface PetitionRow {
  readonly channel: string;
  readonly subject: string;
  readonly receivedAt: Date;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly preferredContact: string;
  readonly language: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

const PETITION: PetitionRow = {
  channel: 'HOTLINE',
  subject: '中正路路面坑洞',
  receivedAt: RECEIVED,
  anonymous: false,
  confidential: false,
  preferredContact: 'EMAIL',
  language: 'zh-TW',
  name: '林美',
  phone: '0912345678',
  email: 'lin@example.org',
  address: null,
};

/** @returns the petition's id and number */
export async function addPetition(
  database: Database,
  difference: Partial<PetitionRow> = {},
): Promise<{ id: string; petitionNo: string }> {
  const id = newId();
  const petitionNo = `P2026-${nextNumber()}-0`;
  const row = { ...PETITION, ...difference };
  await database.query(sql`
    INSERT INTO petitions (id, petition_no, lookup_hash, channel, subject, description, received_at, registered_at, point_doubtful,
      answers, anonymous, confidential, preferred_contact, language)
    VALUES (${id}, ${petitionNo}, ${Buffer.alloc(32)}, ${row.channel}, ${row.subject}, '有一個大坑洞', ${row.receivedAt},
      ${row.receivedAt}, false, ${json({})}, ${row.anonymous}, ${row.confidential}, ${row.preferredContact}, ${row.language})`);
  await database.query(sealedPetitioners.insert({ id, anonymous: row.anonymous, petitioner: row, sentFrom: null }));
  return { id, petitionNo };
}

export interface CaseRow {
  readonly status: string;
  readonly subject: string;
  readonly categoryCode: string | null;
  readonly leadAgencyCode: string | null;
  readonly handlerId: string | null;
  readonly confidential: boolean;
  readonly safetyHazard: boolean;
  readonly slaUnit: string;
  readonly closings: number;
  readonly reply: string | null;
  readonly closedAt: Date | null;
}

const CASE: CaseRow = {
  status: 'IN_PROGRESS',
  subject: '中正路路面坑洞',
  categoryCode: null,
  leadAgencyCode: null,
  handlerId: null,
  confidential: false,
  safetyHazard: false,
  slaUnit: 'WORKING_DAY',
  closings: 0,
  reply: null,
  closedAt: null,
};

/** A case that answers petitions. @returns its id and number */
export async function addCase(
  database: Database,
  petitions: readonly { readonly id: string }[],
  difference: Partial<CaseRow> = {},
): Promise<{ id: string; caseNo: string }> {
  const id = newId();
  const caseNo = `C2026-${nextNumber()}-0`;
  const row = { ...CASE, ...difference };
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, category_code, priority, safety_hazard, confidential, subject, description,
      lead_agency_code, handler_id, first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count,
      closings, reply, closed_at, search)
    VALUES (${id}, ${caseNo}, 1, ${row.status}, ${row.categoryCode}, 'P3', ${row.safetyHazard}, ${row.confidential}, ${row.subject}, '有一個大坑洞',
      ${row.leadAgencyCode}, ${row.handlerId}, ${RECEIVED}, ${RECEIVED}, 5, ${row.slaUnit}, ${DUE}, 'RUNNING', 0, 0, ${petitions.length},
      ${row.closings}, ${row.reply}, ${row.closedAt}, '')`);
  for (const petition of petitions) {
    await database.query(
      sql`INSERT INTO case_petitions (case_id, petition_id, linked_at) VALUES (${id}, ${petition.id}, ${RECEIVED})`,
    );
  }
  return { id, caseNo };
}

/** An agency's leg of a case. */
export async function addLeg(
  database: Database,
  caseId: string,
  leg: { readonly agencyCode: string; readonly role: 'LEAD' | 'CO_HANDLER'; readonly assignedAt: Date; readonly endedAt?: Date },
): Promise<void> {
  await database.query(sql`
    INSERT INTO assignments (id, case_id, agency_code, role, status, assigned_at, ended_at, due_at)
    VALUES (${newId()}, ${caseId}, ${leg.agencyCode}, ${leg.role}, ${leg.endedAt ? 'RETURNED' : 'ASSIGNED'}, ${leg.assignedAt},
      ${leg.endedAt ?? null}, ${DUE})`);
}

/** A survey about the first closing of a case. @returns its id */
export async function addSurvey(
  database: Database,
  survey: { readonly caseId: string; readonly petitionId: string; readonly expiresAt: Date; readonly comment?: string },
): Promise<string> {
  const id = newId();
  await database.query(sql`
    INSERT INTO surveys (id, case_id, petition_id, closing, offered_at, expires_at, comment)
    VALUES (${id}, ${survey.caseId}, ${survey.petitionId}, 1, ${RECEIVED}, ${survey.expiresAt}, ${survey.comment ?? null})`);
  return id;
}
