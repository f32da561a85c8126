import { Injectable } from '@nestjs/common';
import { type Db, sql } from '../../platform/database/index.ts';
import { BlindIndex, type DigestsOf } from '../../platform/vault/index.ts';
import { type PersonKeys, personKeysOf, SealedPetitioners, type SealedRow } from '../petitions/index.ts';
import type { Candidate } from './domain/eligibility.ts';
import { SurveyNotFound } from './domain/survey-errors.ts';
import type { Openness } from './domain/survey.ts';

/** What a survey asks. */
export interface AskedSurvey {
  readonly petitionNo: string;
  readonly caseNo: string;
  readonly subject: string;
  readonly agencyNameZh: string | null;
  readonly agencyNameEn: string | null;
  readonly reply: string | null;
  readonly language: string;
  readonly expiresAt: Date;
}

/** Which end of which case. */
export interface Closing {
  readonly caseId: string;
  readonly closing: number;
}

@Injectable()
export class SurveyReadModel {
  constructor(
    private readonly petitioners: SealedPetitioners,
    private readonly index: BlindIndex,
  ) {}

  /**
   * Every petitioner of a case that was closed, in the order of their petitions.
   *
   * @param since surveys that were sent after this instant are remembered, whatever they are about
   * @param at now
   */
  async candidates(db: Db, closing: Closing, since: Date, at: Date): Promise<Candidate[]> {
    const found = (await this.petitioners.openAll(await this.petitionersOf(db, closing))).map(({ person, ...candidate }) => ({
      ...candidate,
      keys: personKeysOf({ anonymous: candidate.anonymous, petitioner: person }),
    }));
    const asked = await this.lastAsked(db, closing, found, { since, at });
    return found.map(({ keys: { phoneKey, emailKey }, ...candidate }) => {
      const contacts = [emailKey, phoneKey].filter((way) => way !== null);
      return { ...candidate, contacts, lastAskedAt: latest(contacts.map((contact) => asked.get(contact))) };
    });
  }

  private petitionersOf(db: Db, { caseId, closing }: Closing): Promise<CandidateRow[]> {
    return db.query<CandidateRow>(sql`
      SELECT p.id AS "petitionId", c.category_code AS "categoryCode", p.anonymous, p.confidential,
        p.preferred_contact AS "preferredContact", w.sealed, c.confidential OR coalesce(k.confidential, false) AS "confidentialCase",
        c.status = 'CLOSED' AND c.closings = ${closing} AS "stillClosed", r.by_survey AS "afterSurveyReopen"
      FROM cases c
      JOIN case_petitions l ON l.case_id = c.id
      JOIN petitions p ON p.id = l.petition_id
      LEFT JOIN petitioners w ON w.petition_id = p.id
      LEFT JOIN categories k ON k.code = c.category_code AND k.replaced_at IS NULL
      CROSS JOIN (
        SELECT EXISTS (
          SELECT 1
          FROM reopen_requests o
          WHERE o.case_id = ${caseId} AND o.closing < ${closing} AND o.state IN ('APPROVED', 'OVERTAKEN')
        ) AS by_survey
      ) r
      WHERE c.id = ${caseId}
      ORDER BY p.received_at, p.id`);
  }

  /**
   * When those were last asked who can be reached in one of these ways, by the way: index scans of `petitioners_by_phone` and
   * `petitioners_by_email`, so it costs what these people sent.
   *
   * A survey of this case that was taken back before it was answered, because the case was opened again, asked nobody: whether its end
   * is written yet or not, for the closing may be looked at before the reopening is.
   */
  private lastAsked(
    db: Db,
    { caseId, closing }: Closing,
    people: readonly { readonly keys: PersonKeys }[],
    { since, at }: { readonly since: Date; readonly at: Date },
  ): Promise<Map<string, Date>> {
    return this.index.ask(db, async (digestsOf) => {
      const ways = new Ways(people, digestsOf);
      const rows = await db.query<AskedWays>(sql`
        SELECT o.phone_index AS phone, o.email_index AS email, s.offered_at AS "offeredAt"
        FROM petitioners o
        JOIN surveys s ON s.petition_id = o.petition_id
        WHERE (o.phone_index = ANY(${ways.of('phone')}::bytea[]) OR o.email_index = ANY(${ways.of('email')}::bytea[]))
          AND s.offered_at > ${since} AND s.not_sent_reason IS NULL AND s.end_reason IS DISTINCT FROM 'CASE_REOPENED'
          AND (
            s.case_id <> ${caseId}
            OR (s.closing < ${closing} AND (s.answered_at IS NOT NULL OR s.ended_at IS NOT NULL OR s.expires_at <= ${at}))
          )`);
      return ways.latestBy(rows);
    });
  }

  /** Whose petitions a case answers. */
  async petitionIds(db: Db, caseId: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(sql`
      SELECT l.petition_id AS id
      FROM case_petitions l
      WHERE l.case_id = ${caseId}
      ORDER BY l.petition_id`);
    return rows.map(({ id }) => id);
  }

  /** @throws SurveyNotFound */
  async asked(db: Db, tokenHash: Buffer): Promise<AskedSurvey & Openness> {
    const [row] = await db.query<AskedSurvey & Openness>(sql`
      SELECT p.petition_no AS "petitionNo", c.case_no AS "caseNo", p.subject, a.name_zh AS "agencyNameZh",
        a.name_en AS "agencyNameEn", c.reply, p.language, s.expires_at AS "expiresAt", s.answered_at AS "answeredAt",
        s.ended_at AS "endedAt", c.status = 'CLOSED' AND c.closings = s.closing AS "stillClosed"
      FROM surveys s
      JOIN cases c ON c.id = s.case_id
      JOIN petitions p ON p.id = s.petition_id
      LEFT JOIN agencies a ON a.code = c.lead_agency_code AND a.replaced_at IS NULL
      WHERE s.token_hash = ${tokenHash} OR s.reminder_token_hash = ${tokenHash}`);
    if (!row) throw new SurveyNotFound();
    return row;
  }
}

type CandidateRow = Omit<Candidate, 'contacts' | 'lastAskedAt'> & SealedRow;

/** By which ways somebody was asked, as their digests. */
interface AskedWays {
  readonly phone: Buffer | null;
  readonly email: Buffer | null;
  readonly offeredAt: Date;
}

/** Ways to reach people, and the digests by which they are found. */
class Ways {
  private readonly byDigest = { phone: new Map<string, string>(), email: new Map<string, string>() };

  constructor(people: readonly { readonly keys: PersonKeys }[], digestsOf: DigestsOf) {
    for (const { keys } of people) {
      for (const digest of digestsOf('phone', keys.phoneKey)) this.byDigest.phone.set(digest.toString('hex'), keys.phoneKey!);
      for (const digest of digestsOf('email', keys.emailKey)) this.byDigest.email.set(digest.toString('hex'), keys.emailKey!);
    }
  }

  of(kind: 'phone' | 'email'): Buffer[] {
    return [...this.byDigest[kind].keys()].map((digest) => Buffer.from(digest, 'hex'));
  }

  latestBy(rows: readonly AskedWays[]): Map<string, Date> {
    const found = new Map<string, Date>();
    for (const { offeredAt, ...digests } of rows) {
      for (const kind of ['phone', 'email'] as const) {
        const way = this.byDigest[kind].get(digests[kind]?.toString('hex') ?? '');
        if (way !== undefined) found.set(way, latest([found.get(way), offeredAt])!);
      }
    }
    return found;
  }
}

const latest = (instants: readonly (Date | undefined)[]): Date | null =>
  instants.reduce<Date | null>((last, at) => (at && (last === null || at > last) ? at : last), null);
