import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { OwnSession } from './domain/session-end.ts';
import { NoSuchSession } from './domain/session-errors.ts';

/** Reads the id of a session in an address; what is no id names none. */
export class SessionId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new NoSuchSession();
    return typed;
  }
}

export class MySessionView {
  id: string;
  createdAt: string;
  /** To the minute. */
  lastSeenAt: string;
  /** When it ends unless it is used before. */
  expiresAt: string;
  /** Whether it is the one that asks. */
  current: boolean;
  /** The program it was opened with, e.g. `Firefox 140, Windows`. */
  client: string | null;
  /** From where it was opened, as far as the server could see. */
  address: string | null;
}

export const toMySessionView = (
  { id, createdAt, lastSeenAt, expiresAt, client, address }: OwnSession,
  present: string | undefined,
  write: (at: Date) => string,
): MySessionView => ({
  id,
  createdAt: write(createdAt),
  lastSeenAt: write(lastSeenAt),
  expiresAt: write(expiresAt),
  current: id === present,
  client,
  address,
});
