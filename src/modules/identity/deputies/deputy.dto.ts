import type { PipeTransform } from '@nestjs/common';
import { IsDefined, isUUID, IsUUID } from 'class-validator';
import { IsDay } from '../../../platform/http/index.ts';
import { type NamedDeputyship, UnknownColleague } from '../domain/deputy.ts';

/** Reads the id of an account in an address; what is no id is nobody's. */
export class AccountId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new UnknownColleague();
    return typed;
  }
}

export class DeputyDto {
  @IsUUID()
  @IsDefined()
  deputyId: string;

  /** The first day. */
  @IsDay()
  @IsDefined()
  from: string;

  /** The last day. */
  @IsDay()
  @IsDefined()
  until: string;
}

export class DeputyPersonView {
  id: string;
  displayName: string;
}

/** Who takes somebody's place, from the first to the last day. */
export class DeputyView {
  deputy: DeputyPersonView;
  from: string;
  until: string;
  /** Whether it is so today. */
  active: boolean;
}

export const toDeputyView = ({ deputyId, deputyName, fromOn, untilOn }: NamedDeputyship, today: string): DeputyView => ({
  deputy: { id: deputyId, displayName: deputyName },
  from: fromOn,
  until: untilOn,
  active: fromOn <= today && today <= untilOn,
});
