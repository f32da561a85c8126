import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Req, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, TakesFile } from '../../../platform/http/index.ts';
import { Areas } from '../../geography/index.ts';
import { CalendarDesk } from './calendar-desk.service.ts';
import type { Replanning } from './domain/replanning.ts';
import { CalendarFileMissing, JobNotFound } from './domain/replanning-errors.ts';
import { Previews } from './preview.service.ts';
import {
  Day,
  DayChangeDto,
  type JobView,
  PreviewDto,
  type PreviewView,
  type ReplanningView,
  toDayChange,
  toJobView,
  toPreviewView,
  toReplanningView,
  toYearPreviewView,
  type YearPreviewView,
} from './replanning.dto.ts';
import { Replannings } from './replanning.service.ts';

@Controller()
export class ReplanningController {
  constructor(
    private readonly desk: CalendarDesk,
    private readonly previews: Previews,
    private readonly replannings: Replannings,
    private readonly areas: Areas,
    private readonly time: CityTime,
  ) {}

  /**
   * Announce that the office is closed or open on a day, or from an hour of it on; for the whole city, or for cases that lie in some
   * districts. Told again, the last word holds.
   */
  @Put('calendar/days/:date')
  @HttpCode(HttpStatus.ACCEPTED)
  @Allow('calendar.change')
  async announce(
    @CurrentActor() actor: Actor,
    @Param('date', Day) day: string,
    @Body() change: DayChangeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplanningView> {
    return accepted(await this.desk.announce(actor, civilDate(day), toDayChange(change, this.areas.districts())), reply);
  }

  /** How many due instants an announcement would move. Stores nothing. */
  @Post('calendar/preview')
  @HttpCode(HttpStatus.OK)
  @Allow('calendar.change')
  async preview(@Body() { date, ...change }: PreviewDto): Promise<PreviewView> {
    const preview = await this.previews.of(civilDate(date), toDayChange(change, this.areas.districts()));
    return toPreviewView(preview, (at) => this.time.write(at));
  }

  /** Take a year of the office calendar as it is published (辦公日曆表, CSV in UTF-8 or Big5), in a form or as it is. Announcements stay in force. */
  @Post('calendar/import')
  @HttpCode(HttpStatus.ACCEPTED)
  @Allow('calendar.change')
  @TakesFile('multipart/form-data', 'text/csv', 'application/octet-stream')
  async import(
    @CurrentActor() actor: Actor,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplanningView> {
    if (!Buffer.isBuffer(body)) throw new CalendarFileMissing();
    return accepted(await this.desk.publish(actor, body), reply);
  }

  /** How many due instants an import would move, and which days would be open otherwise. Stores nothing. */
  @Post('calendar/import/preview')
  @HttpCode(HttpStatus.OK)
  @Allow('calendar.change')
  @TakesFile('multipart/form-data', 'text/csv', 'application/octet-stream')
  async previewImport(@Req() { body }: FastifyRequest): Promise<YearPreviewView> {
    if (!Buffer.isBuffer(body)) throw new CalendarFileMissing();
    return toYearPreviewView(await this.desk.tryOut(body), (at) => this.time.write(at));
  }

  /** How far something that goes on in the background has come. */
  @Get('jobs/:id')
  @Allow('calendar.read')
  async job(@Param('id') id: string): Promise<JobView> {
    if (!isUUID(id)) throw new JobNotFound();
    return toJobView(await this.replannings.get(id));
  }
}

function accepted(replanning: Replanning, reply: FastifyReply): ReplanningView {
  void reply.header('location', `/api/v1/jobs/${replanning.id}`);
  return toReplanningView(replanning);
}
