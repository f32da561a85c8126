import { Injectable } from '@nestjs/common';
import { type Actor, CITIZEN } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { type Answered, IdempotencyKeys } from '../../platform/http/index.ts';
import { CaseViews } from '../cases/index.ts';
import type { Channel } from '../petitions/index.ts';
import { toDecisionView } from '../routing/index.ts';
import { Intake, type Registered } from './intake.service.ts';
import { type PublicPetitionDto, type StaffPetitionDto, toPublicDraft, toStaffDraft } from './petition.dto.ts';
import { type PublicRegisteredView, type RegisteredView, toPublicRegisteredView } from './registered.dto.ts';

/** Where petitions arrive: takes each once, and answers staff and citizens what they may know. */
@Injectable()
export class IntakeDesk {
  constructor(
    private readonly intake: Intake,
    private readonly keys: IdempotencyKeys,
    private readonly views: CaseViews,
    private readonly time: CityTime,
  ) {}

  forStaff(actor: Actor, key: string | null, body: StaffPetitionDto): Promise<Answered<RegisteredView>> {
    const draft = toStaffDraft(body, this.time.now());
    const answer = (registered: Registered): RegisteredView => this.staffView(registered);
    return this.keys.once(`petitions:${actor.id}`, key, body, async (remember) => {
      const remembered = (registered: Registered): ReturnType<typeof remember> => remember(answer(registered));
      if (draft.joinCaseNo !== null) return answer(await this.intake.join(actor, draft.joinCaseNo, draft, remembered));
      return answer(await this.intake.register(actor, draft, remembered));
    });
  }

  forCitizen(channel: Channel, key: string | null, body: PublicPetitionDto): Promise<Answered<PublicRegisteredView>> {
    const draft = toPublicDraft(body, channel, this.time.now());
    const answer = (registered: Registered): PublicRegisteredView => toPublicRegisteredView(this.staffView(registered));
    return this.keys.once(`public:${channel}`, key, body, async (remember) =>
      answer(await this.intake.register(CITIZEN, draft, (registered) => remember(answer(registered)))),
    );
  }

  private staffView({ petitionNo, lookupCode, case: opened, decision }: Registered): RegisteredView {
    return {
      petitionNo,
      lookupCode,
      case: this.views.view(opened, null),
      routing: decision && toDecisionView(decision, this.time.write(opened.dueAt)),
    };
  }
}
