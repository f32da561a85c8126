import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** A kind of job: its queue, its name, the shape of its data. A job carries ids; the row it points to is the truth. */
export interface JobContract<Data extends object = object> {
  readonly queue: string;
  readonly name: string;
  /** Never there at run time; ties the data's type to the contract. */
  readonly data?: Data;
}

const queues = new Set<string>();

export function defineJob<Data extends object>(queue: string, name: string): JobContract<Data> {
  queues.add(queue);
  return { queue, name };
}

/** Every queue that a module which was imported has a job for, whether or not this process works on it. */
export const knownQueues = (): readonly string[] => [...queues].sort();

type DataOf<Contract> = Contract extends JobContract<infer Data> ? Data : never;

/** Works on one kind of job. May be called early, late or twice. A `DomainError` ends the job, any other error is tried again. */
export interface JobHandler<Contract> {
  handle(data: DataOf<Contract>): Promise<void>;
}

export const HANDLES = 'paian:handles';

/** Marks a provider as the one handler of a job. */
export const Handles = (contract: JobContract): CustomDecorator => SetMetadata(HANDLES, contract);
