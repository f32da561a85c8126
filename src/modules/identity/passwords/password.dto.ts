import { IsDefined, IsNotEmpty } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';

/** Longer than any password that is taken, so that what is too long is named as that. */
const PASSWORD = 1_000;
const TOKEN = 100;
const ADDRESS = 320;

export class PasswordDto {
  @IsText(PASSWORD)
  @IsNotEmpty()
  @IsDefined()
  currentPassword: string;

  @IsText(PASSWORD)
  @IsNotEmpty()
  @IsDefined()
  newPassword: string;
}

export class PasswordResetDto {
  /** A username or an e-mail address. */
  @IsText(ADDRESS)
  @IsFilled()
  @IsDefined()
  account: string;
}

/** The same whoever was meant. */
export class PasswordResetView {
  /** `ACCEPTED`: if there is such an account with an e-mail address, a link is on its way. */
  state: string;
}

export class PasswordResetUseDto {
  /** The last part of the link; not in an address, for addresses are logged on the way. */
  @IsText(TOKEN)
  @IsNotEmpty()
  @IsDefined()
  token: string;

  @IsText(PASSWORD)
  @IsNotEmpty()
  @IsDefined()
  newPassword: string;
}
