import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { BadPageCursor, decodeCursor, isInstant, type Page, PageQuery, toPage } from '../../../platform/http/index.ts';
import { SurveyCallNotFound } from '../domain/survey-errors.ts';
import { SurveyView, toSurveyView } from '../survey.dto.ts';
import type { CallCursor, WaitingCall, WaitingCalls } from './survey-call.read-model.ts';

/** Reads the id of an address. @throws SurveyCallNotFound when no survey can have it */
export class SurveyCallId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new SurveyCallNotFound();
    return typed;
  }
}

export class SurveyCallQuery extends PageQuery {}

/** Whom an operator calls, and what is asked. */
export class SurveyCallView extends SurveyView {
  id: string;
  name: string | null;
  phone: string;
  /** Since when the call has been waiting, or when it was last tried. */
  sinceAt: string;
  /** Who has taken it from the list and calls now; null when nobody does. */
  claimedBy: string | null;
  claimedUntil: string | null;
  /** Calls that came to nothing. */
  attempts: number;
}

/** All that a machine needs which calls and reads the question out. */
export class VoiceCallView {
  id: string;
  phone: string;
  language: string;
  /** The first question, to be read out. */
  question: string;
  leastText: string;
  mostText: string;
  sinceAt: string;
  /** The first instant at which an answer is late. */
  expiresAt: string;
}

export function toSurveyCallView(call: WaitingCall, write: (at: Date) => string): SurveyCallView {
  const { id, name, phone, since, claimedBy, claimedUntil, attempts } = call;
  const claim = { claimedBy, claimedUntil: claimedUntil && write(claimedUntil) };
  return Object.assign(toSurveyView(call, write), { id, name, phone, sinceAt: write(since), ...claim, attempts });
}

export function toVoiceCallView(call: WaitingCall, write: (at: Date) => string): VoiceCallView {
  const { language, expiresAt, scale, questions } = toSurveyView(call, write);
  return {
    id: call.id,
    phone: call.phone,
    language,
    question: questions[0]!.text,
    leastText: scale.leastText,
    mostText: scale.mostText,
    sinceAt: write(call.since),
    expiresAt,
  };
}

export function toCallPage<View>({ rows, total }: WaitingCalls, limit: number, toView: (call: WaitingCall) => View): Page<View> {
  const page = toPage(rows, limit, cursorOfCall, toView);
  return total === null ? page : { ...page, total };
}

const cursorOfCall = ({ since, id }: WaitingCall): readonly string[] => [since.toISOString(), id];

/** @throws BadPageCursor */
export function toCallCursor(cursor: string | undefined): CallCursor | null {
  if (cursor === undefined) return null;
  const [since, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(since) || !isUUID(id)) throw new BadPageCursor();
  return { since: new Date(since), id };
}
