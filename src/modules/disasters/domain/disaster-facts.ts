import type { Fact } from '../../../kernel/fact.ts';
import type { Disaster, DisasterPlan } from './disaster.ts';

/** The city works otherwise from now on: all of what changes. */
export type DisasterStarted = Fact<'disaster.started', Omit<DisasterPlan, 'until'> & { readonly until: string | null }>;

/** The city works as usual again. */
export type DisasterEnded = Fact<
  'disaster.ended',
  Omit<DisasterPlan, 'until'> & {
    readonly until: string | null;
    readonly startedAt: string;
    readonly endedAt: string;
    /** Null when its time was over. */
    readonly reason: string | null;
  }
>;

export const disasterStarted = (disaster: Disaster): DisasterStarted => ({
  type: 'disaster.started',
  subject: { kind: 'disaster', id: disaster.id },
  data: planOf(disaster),
});

export const disasterEnded = (disaster: Disaster & { readonly endedAt: Date }): DisasterEnded => ({
  type: 'disaster.ended',
  subject: { kind: 'disaster', id: disaster.id },
  data: {
    ...planOf(disaster),
    startedAt: disaster.startedAt.toISOString(),
    endedAt: disaster.endedAt.toISOString(),
    reason: disaster.endReason,
  },
});

const planOf = ({ name, until, notice, serviceLevels, emergencyDesk }: Disaster): DisasterStarted['data'] => ({
  name,
  until: until?.toISOString() ?? null,
  notice,
  serviceLevels,
  emergencyDesk,
});
