import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('survey_reviews')
@Unique('survey_reviews_once', ['surveyId'])
@Index('survey_reviews_open', ['openedAt', 'id'], { where: 'resolved_at IS NULL' })
export class SurveyReviewEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('surveys', { name: 'survey_reviews_survey' })
  @Column({ name: 'survey_id', type: 'uuid' })
  surveyId: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  state: string;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3 })
  openedAt: Date;

  @Column({ type: 'text', nullable: true })
  finding: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ name: 'resolved_at', type: 'timestamptz', precision: 3, nullable: true })
  resolvedAt: Date | null;

  @Column({ name: 'resolved_by', type: 'uuid', nullable: true })
  resolvedBy: string | null;
}
