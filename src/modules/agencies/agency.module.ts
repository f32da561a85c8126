import { Module } from '@nestjs/common';
import { AgencyController } from './agency.controller.ts';
import { AgencyRepository } from './agency.repository.ts';
import { Agencies } from './agency.service.ts';

@Module({ controllers: [AgencyController], providers: [AgencyRepository, Agencies], exports: [Agencies] })
export class AgencyModule {}
