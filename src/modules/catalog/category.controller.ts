import { Controller, Get, Query } from '@nestjs/common';
import { dayOf } from '../../kernel/civil-date.ts';
import { Clock } from '../../platform/clock/index.ts';
import { City } from '../../platform/config/index.ts';
import { ListOf, type Page, pageOfList, Public } from '../../platform/http/index.ts';
import { Catalog } from './catalog.service.ts';
import { CategoryQuery, CategoryView, toCategoryView } from './category.dto.ts';
import { isOffered } from './domain/category.ts';

@Controller('categories')
export class CategoryController {
  constructor(
    private readonly catalog: Catalog,
    private readonly city: City,
    private readonly clock: Clock,
  ) {}

  /** What can be petitioned about; the citizens' forms ask for it too. */
  @Get()
  @Public()
  @ListOf(CategoryView)
  list(@Query() query: CategoryQuery): Page<CategoryView> {
    const today = dayOf(this.clock.now(), this.city.timeZone);
    return pageOfList(this.catalog.all(), query, (category) => toCategoryView(category, isOffered(category, today)));
  }
}
