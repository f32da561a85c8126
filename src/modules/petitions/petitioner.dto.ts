import { IsOptional, Matches, MaxLength, ValidateIf } from 'class-validator';
import { IsEmailAddress, IsText } from '../../platform/http/index.ts';
import { looksMasked } from './domain/masks.ts';
import type { Petitioner } from './domain/petition.ts';

const NAME = 100;
const PHONE = 30;
const EMAIL = 254;
const ADDRESS = 300;

/** What is sent back as it was shown has no form of its own; it is left to the rule that knows what is stored (`correction.ts`). */
const UnlessMasked = (field: keyof Petitioner, most: number): PropertyDecorator =>
  ValidateIf((_, value) => !(typeof value === 'string' && value.length <= most && looksMasked(field, value)));

/** Where a petitioner can be reached, and what they are called. Everything may be left out. */
export class PetitionerDetailsDto {
  @IsText(NAME)
  @IsOptional()
  name?: string | null;

  @UnlessMasked('phone', PHONE)
  @Matches(/^[0-9+()#*\s-]{0,30}$/)
  @MaxLength(PHONE)
  @IsOptional()
  phone?: string | null;

  @UnlessMasked('email', EMAIL)
  @IsEmailAddress()
  @MaxLength(EMAIL)
  @IsOptional()
  email?: string | null;

  @IsText(ADDRESS)
  @IsOptional()
  address?: string | null;
}
