import { Injectable } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { NotSent } from '../../platform/ports/index.ts';
import { Queues } from '../../platform/queue/index.ts';
import { Carriers } from './carriers.service.ts';
import { delivered, type DeliveryOutcome, failed, givenUp, isExhausted } from './domain/delivery.ts';
import { maskLink, withoutKeys } from './domain/mask.ts';
import { DELIVER } from './message.jobs.ts';
import { type ClaimedMessage, MessageRepository } from './message.repository.ts';

const BATCH = 500;
const MINUTE_MS = 60_000;

/** How long a message may wait in the queue before it is offered again: a queue that lost its memory only makes it late. */
const PATIENCE_MS = 10 * MINUTE_MS;

/** How long a worker has a message for itself: more than all time-outs of a mail server or a gateway together. */
const LEASE_MS = 5 * MINUTE_MS;

/**
 * Sends what is in the outbox.
 *
 * A mail server and a database cannot commit together. A message is claimed and committed, sent without a transaction – a slow server
 * must not hold a connection of the pool – and marked afterwards. A worker that dies in between leaves a lease that ends, and the
 * message is sent again: **at least once**, under its own id, so that mail programs show one and a gateway can tell a repetition.
 */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
    private readonly carriers: Carriers,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Hands every message that is due to the queue, or keeps it where nothing leaves the machine. @returns how many */
  run(): Promise<number> {
    return inBatches(BATCH, () => (this.carriers.captures ? this.captureBatch() : this.handOverBatch()));
  }

  /** Sends one message, if it is due and nobody else is sending it. */
  async deliver(messageId: string): Promise<void> {
    const now = this.clock.now();
    const claimed = await this.database.transaction((tx) =>
      this.messages.claim(tx, messageId, now, new Date(now.getTime() + LEASE_MS)),
    );
    if (!claimed) return;
    const outcome = await this.attempt(claimed);
    await this.database.transaction(async (tx) => {
      await this.messages.record(tx, messageId, outcome);
      if (outcome.state !== 'SENT') return;
      const kept = { body: withoutKeys(claimed.body, claimed.links), links: claimed.links.map(maskLink) };
      await this.messages.forgetKeys(tx, claimed, kept);
    });
  }

  private captureBatch(): Promise<number> {
    return this.database.transaction((tx) => this.messages.captureDue(tx, this.clock.now(), BATCH));
  }

  private async handOverBatch(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const due = await this.messages.takeDue(tx, now, new Date(now.getTime() - PATIENCE_MS), BATCH);
      // The instant makes the id new at every offer: a job that failed for good would otherwise keep its successors out.
      await this.queues.addAll(
        DELIVER,
        due.map(({ id }) => ({ data: { messageId: id }, jobId: `${id}-${now.getTime()}` })),
      );
      return due.length;
    });
  }

  private async attempt(message: ClaimedMessage): Promise<DeliveryOutcome> {
    if (isExhausted(message.attempts)) return givenUp('WORKER_DIED');
    try {
      return delivered(await this.carriers.carry(message), this.clock.now());
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      return failed(error, message.attempts, this.clock.now());
    }
  }
}
