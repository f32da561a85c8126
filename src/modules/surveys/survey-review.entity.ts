import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('survey_reviews')
@Unique('survey_reviews_once', ['surveyId'])
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
}
