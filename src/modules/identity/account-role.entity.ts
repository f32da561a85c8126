import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

@Entity('account_roles')
@Index('account_roles_by_agency', ['agencyCode', 'role'])
export class AccountRoleEntity {
  @ForeignKey('accounts', { name: 'account_roles_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @PrimaryColumn({ type: 'text' })
  role: string;

  /** `*`: the whole city. */
  @PrimaryColumn({ name: 'agency_code', type: 'text' })
  agencyCode: string;

  /** `*`: not one district alone. Another one only with `*` for the agency. */
  @PrimaryColumn({ name: 'district_code', type: 'text', default: '*' })
  districtCode: string;
}
