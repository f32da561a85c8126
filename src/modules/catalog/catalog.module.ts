import { Module } from '@nestjs/common';
import { Catalog } from './catalog.service.ts';
import { CategoryController } from './category.controller.ts';
import { CategoryRepository } from './category.repository.ts';

@Module({ controllers: [CategoryController], providers: [CategoryRepository, Catalog], exports: [Catalog] })
export class CatalogModule {}
