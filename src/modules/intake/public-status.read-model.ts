import { Injectable } from '@nestjs/common';
import type { Stored } from '../../platform/facts/index.ts';
import { Agencies } from '../agencies/index.ts';
import { Catalog } from '../catalog/index.ts';
import { AttachmentNotFound, type PublicAttachment } from '../files/index.ts';
import { OfficialContacts, withoutPersonalWords } from '../../kernel/personal-words.ts';
import { PetitionWay } from './petition-way.read-model.ts';

/** What a citizen may know of a petition: its state, nothing about who sent it. */
export interface PublicState {
  readonly petitionNo: string;
  readonly caseNo: string;
  readonly status: string;
  readonly categoryName: string | null;
  readonly agency: { readonly code: string; readonly name: string } | null;
  readonly receivedAt: Date;
  /** Null before the petition is confirmed. */
  readonly dueAt: Date | null;
  /** Whose numbers and addresses may stay in the words of what everybody reads. */
  readonly offices: OfficialContacts;
  /** Those marked public, the oldest first. */
  readonly facts: readonly Stored[];
  /** What went out with replies and public notes, the oldest first. */
  readonly attachments: readonly PublicAttachment[];
}

/** Looks petitions up for whoever knows their number and code. */
@Injectable()
export class PublicStatus {
  constructor(
    private readonly way: PetitionWay,
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly offices: OfficialContacts,
  ) {}

  /** @throws PetitionNotFound for a wrong number and for a wrong code alike */
  async get(typedNo: string, code: string): Promise<PublicState> {
    const row = await this.way.open(typedNo, code);
    const stages = await this.way.stagesOf(row);
    const facts = await this.way.factsOf(stages);
    const agency = row.leadAgencyCode === null ? undefined : this.agencies.find(row.leadAgencyCode);
    const category = row.categoryCode === null ? undefined : this.catalog.find(row.categoryCode);
    return {
      petitionNo: row.petitionNo,
      caseNo: row.caseNo,
      status: row.status,
      categoryName: category?.nameZh ?? null,
      agency: agency ? { code: agency.code, name: agency.nameZh } : null,
      receivedAt: row.receivedAt,
      dueAt: row.status === 'AWAITING_CONFIRMATION' ? null : row.dueAt,
      offices: this.offices,
      facts: facts.filter((fact) => fact.public),
      attachments: await this.way.attachmentsOf(stages),
    };
  }

  /** A file that went out with a reply or a public note. @throws PetitionNotFound, AttachmentNotFound */
  async attachment(typedNo: string, code: string, attachmentId: string): Promise<PublicAttachment> {
    const stages = await this.way.stagesOf(await this.way.open(typedNo, code));
    const found = (await this.way.attachmentsOf(stages)).find(({ id }) => id === attachmentId.toLowerCase());
    if (!found) throw new AttachmentNotFound();
    return { ...found, name: withoutPersonalWords(found.name, this.offices) };
  }
}
