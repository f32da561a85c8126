import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { readMail } from '../../../platform/mailbox/index.ts';
import { PetitionerMails } from '../../cases/index.ts';
import { type IgnoredBecause, isForPeople, machineBehind } from './domain/automatic-mail.ts';
import { type AddressedPetition, IncomingMailRepository, type MailPlace } from './incoming-mail.repository.ts';
import { type MailContent, MailContents } from './mail-contents.service.ts';

/** Takes mails into their cases, each once, or notes why it did not. */
@Injectable()
export class IncomingMailDesk {
  private readonly logger = new Logger('IncomingMails');

  constructor(
    private readonly database: Database,
    private readonly mails: IncomingMailRepository,
    private readonly contents: MailContents,
    private readonly petitioners: PetitionerMails,
    private readonly clock: Clock,
  ) {}

  /** Whether a mail was dealt with, and is for people to see; null: it was not. */
  find(place: MailPlace): Promise<{ readonly forPeople: boolean } | null> {
    return this.mails.find(this.database, place);
  }

  /** Leaves a mail to people, or to nobody. @returns whether people should see it */
  async ignore(place: MailPlace, reason: IgnoredBecause, petitionId: string | null = null): Promise<boolean> {
    await this.database.transaction((tx) => this.enterIgnored(tx, place, reason, petitionId));
    return isForPeople(reason);
  }

  /**
   * Whoever knows the address of a petition writes to its case: what a mail says of its sender anybody can write, so nothing is made of it.
   *
   * @returns whether people should see it
   * @throws FileNotScanned, UploadsBusy, or what the database is away with: it is to be tried again
   */
  async receive(place: MailPlace, source: Buffer): Promise<boolean> {
    const mail = await readMail(source).catch((error: unknown) => this.unreadable(place, error));
    if (mail === null) return this.ignore(place, 'UNREADABLE');
    const machine = machineBehind(mail.headers);
    const petition = await this.mails.petitionOf(this.database, this.contents.keysOf(mail));
    if (machine !== null) return this.ignore(place, machine, petition?.id);
    if (petition === null) return this.ignore(place, 'UNKNOWN_ADDRESS');
    const content = await this.contents.of(mail, petition);
    const digest = this.contents.digestOf(mail);
    await this.database.transaction((tx) => this.take(tx, place, { petition, content, digest }));
    return !content.isWhole;
  }

  /** In the order of all work on cases: the case is locked first, so that the same mail from two places waits for itself. */
  private async take(
    tx: Tx,
    place: MailPlace,
    { petition: { id: petitionId, petitionNo }, content, digest }: Taking,
  ): Promise<void> {
    const { id: caseId, askedAt } = await this.petitioners.lock(tx, petitionId);
    if (await this.mails.isKnown(tx, petitionId, digest)) return this.enterIgnored(tx, place, 'DUPLICATE', petitionId);
    const { text, attachmentIds, isWhole } = content;
    const first = await this.mails.enter(tx, place, { petitionId, digest, reason: null, isWhole }, this.clock.now());
    if (!first) return;
    const mail = { petitionId, petitionNo, text, attachmentIds };
    const isAnswer = askedAt !== null && (await this.mails.wasAsked(tx, caseId, petitionId, askedAt));
    await (isAnswer ? this.petitioners.answer(tx, caseId, mail) : this.petitioners.write(tx, caseId, mail));
  }

  private async enterIgnored(tx: Tx, place: MailPlace, reason: IgnoredBecause, petitionId: string | null): Promise<void> {
    await this.mails.enter(tx, place, { petitionId, digest: null, reason }, this.clock.now());
  }

  private unreadable({ uid }: MailPlace, error: unknown): null {
    this.logger.warn(`mail ${uid} cannot be read: ${(error as Error).name}`); // its words may be those of the mail
    return null;
  }
}

interface Taking {
  readonly petition: AddressedPetition;
  readonly content: MailContent;
  readonly digest: Buffer;
}
