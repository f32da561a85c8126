import { stateOf, type Suspension } from './domain/suspension.ts';

export class SuspensionView {
  /** `WAITING`, `RUNNING` or `DONE`. */
  state: string;
  done: number;
  total: number;
}

/** Null for what has not begun. */
export class SuspensionsView {
  suspending: SuspensionView | null;
  releasing: SuspensionView | null;
}

export function toSuspensionsView(suspensions: readonly Suspension[]): SuspensionsView {
  const viewOf = (kind: Suspension['kind']): SuspensionView | null => {
    const found = suspensions.find((suspension) => suspension.kind === kind);
    return found ? { state: stateOf(found), done: found.done, total: found.total } : null;
  };
  return { suspending: viewOf('SUSPEND'), releasing: viewOf('RELEASE') };
}
