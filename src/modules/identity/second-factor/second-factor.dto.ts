import { IsNotEmpty, IsOptional } from 'class-validator';
import { IsText } from '../../../platform/http/index.ts';
import type { NewSecret } from './domain/second-factor.ts';

/** The longest that is asked for is a recovery code, with what people type between its letters. */
const LONGEST_CODE = 40;

export class CodeDto {
  /** Six digits of the application, or a recovery code. */
  @IsText(LONGEST_CODE)
  @IsNotEmpty()
  code: string;
}

export class BeginSecondFactorDto {
  /** Of the second factor that there is already, when another one is to take its place. */
  @IsOptional()
  @IsText(LONGEST_CODE)
  code?: string | null;
}

export class SecondFactorView {
  /** Whether there is one in use. */
  enrolled: boolean;
  /** Whether one of the roles asks for it: then it cannot be removed. */
  demanded: boolean;
  /** Recovery codes that still work. */
  recoveryCodes: number;
}

export class SecretView {
  /** For an application for codes, as a QR code or a link. Told only here. */
  uri: string;
  /** The same secret in base32, to be typed. Told only here. */
  secret: string;
}

export class RecoveryCodesView {
  /** Each takes the place of a code once. Told only here. */
  recoveryCodes: string[];
}

export const toSecretView = ({ uri, base32 }: NewSecret): SecretView => ({ uri, secret: base32 });
