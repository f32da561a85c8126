import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ActorRef, Scope } from '../../../kernel/actor.ts';
import { type Excerpt, Excerpts } from '../../../platform/audit/index.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseNotFound } from '../../cases/index.ts';
import { CaseSubjects } from './case-subject.read-model.ts';
import { BUNDLE_FORMAT, caseExported, READ_ME } from './domain/case-bundle.ts';

export interface Bundle {
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal digits. */
  readonly digest: string;
}

/** The record of a case as a file that others can check without this program: docs/verify-a-case-file.md. */
@Injectable()
export class CaseBundles {
  constructor(
    private readonly database: Database,
    private readonly subjects: CaseSubjects,
    private readonly excerpts: Excerpts,
    private readonly facts: Facts,
    private readonly time: CityTime,
  ) {}

  /** Hands the file out, which is itself recorded: the record says what was in it. @throws CaseNotFound */
  async export(actor: ActorRef & { readonly scope: Scope }, caseNo: string): Promise<Bundle> {
    const subject = await this.subjects.find(caseNo, actor.scope);
    if (subject === null) throw new CaseNotFound();
    const excerpt = await this.excerpts.of(subject.subjectIds);
    const text = `${JSON.stringify(this.fileOf(caseNo, actor.name, excerpt), null, 1)}\n`;
    const digest = createHash('sha256').update(text).digest('hex');
    const links = excerpt.chains.reduce((sum, chain) => sum + chain.links.length, 0);
    await this.database.transaction((tx) => this.facts.record(tx, actor, [caseExported(subject.caseId, { digest, links })]));
    return { text, digest };
  }

  private fileOf(caseNo: string, exportedBy: string, { chains, anchors, ends, notSealed }: Excerpt): object {
    return {
      format: BUNDLE_FORMAT,
      readMe: READ_ME,
      caseNo,
      exportedAt: this.time.write(this.time.now()),
      exportedBy,
      chains: chains.map(({ kind, subjectId, links }) => ({ subject: { kind, id: subjectId }, links })),
      anchors: anchors.map(({ day, previous, afterNo, throughNo, head, hashes, ends: root }) => ({
        day,
        previous: previous ?? '-',
        afterNo,
        throughNo,
        head,
        hashes,
        ends: root,
      })),
      ends: Object.fromEntries(ends.map(({ prefix, lines, path }) => [prefix, { lines, path }])),
      notSealed,
    };
  }
}
