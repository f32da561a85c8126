const DAY_MS = 86_400_000;

/** What of an account tells how old its password is. */
export interface PasswordAge {
  /** When it was chosen. */
  readonly passwordChangedAt: Date;
  readonly demonstration: boolean;
}

/** Whether a password must be changed for its age. @param passwordDays 0: none ever; the one of a demonstration is changed in its settings */
export const isPasswordOld = ({ passwordChangedAt, demonstration }: PasswordAge, passwordDays: number, now: Date): boolean =>
  !demonstration && passwordDays > 0 && now.getTime() - passwordChangedAt.getTime() >= passwordDays * DAY_MS;
