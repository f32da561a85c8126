import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { type Settings, SETTINGS_TOKEN } from '../config/index.ts';
import { Counters, type Standing } from './counters.ts';
import { type Limit, RateLimited } from './limits.ts';

const HUNDRED = 100;

/** After which those are decided that were under way. */
const SOON_SECONDS = 1;

/**
 * Refuses what comes too often. In a process that answers no requests, or was attached to none, nothing is counted.
 *
 * Time is the machine's and not the city's clock: an attack knows no simulation.
 */
@Injectable()
export class RateLimits implements OnApplicationShutdown {
  private counters: Counters | null = null;

  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  /** To be called before the server has any route. */
  async attachTo(fastify: FastifyInstance): Promise<void> {
    this.counters = await Counters.open(fastify, this.settings.redisUrl);
  }

  /** Counts one. @throws RateLimited */
  async count(limit: Limit, key: string): Promise<void> {
    const standing = await this.ask(limit, key, true);
    if (standing?.exceeded === true) throw new RateLimited(standing.seconds);
  }

  /**
   * Counts nothing.
   *
   * @param undecided of which it is not known yet whether they are to be counted, with the one that asks
   * @throws RateLimited when as many were counted as may be, or would be if all of those were
   */
  async check(limit: Limit, key: string, undecided: number): Promise<void> {
    const standing = await this.ask(limit, key, false);
    if (standing === null || undecided <= standing.remaining) return;
    throw new RateLimited(standing.remaining === 0 ? standing.seconds : SOON_SECONDS);
  }

  /** Counts one. @returns whether it was one too many */
  async exceeds(limit: Limit, key: string): Promise<boolean> {
    return (await this.ask(limit, key, true))?.exceeded ?? false;
  }

  onApplicationShutdown(): void {
    this.counters?.close();
  }

  private async ask({ name, max, windowMs, of }: Limit, key: string, count: boolean): Promise<Standing | null> {
    const percent = this.settings.edge.rateLimitPercent;
    if (this.counters === null || (percent === 0 && of !== 'ALLOWANCE')) return null;
    const most = of === 'TRAFFIC' ? Math.ceil((max * percent) / HUNDRED) : max;
    return this.counters.ask({ key: `${name}:${key}`, max: most, windowMs }, count);
  }
}

/** Under what an address is counted: one of IPv6 stands for its /64 network. */
export const countedAddress = (ip: string): string => normalizeIP(ip);
