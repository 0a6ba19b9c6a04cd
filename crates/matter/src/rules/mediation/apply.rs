//! What a mediation's events mean for the matter.

use crate::model::answer::{Answer, AnswerKind};
use crate::model::matter::Matter;
use crate::model::mediation::{Confirmation, Mediation, MediationEvent, MediationState, Party};
use crate::model::stage::Stage;

impl Matter {
    pub(crate) fn note_agreement(&mut self, answer: &Answer) {
        if let AnswerKind::Agreement(agreement) = &answer.kind {
            let id = agreement.mediation;
            if let Some(one) = self.mediations.iter_mut().find(|one| one.id == id) {
                one.state = MediationState::Agreed;
                one.agreement = Some(answer.id);
            }
        }
    }

    pub(crate) fn apply_mediation(&mut self, event: &MediationEvent) {
        let id = match event {
            MediationEvent::Proposed { mediation } => {
                self.mediations.push(mediation.clone());
                return;
            }
            MediationEvent::Consented { mediation, .. }
            | MediationEvent::Met { mediation, .. }
            | MediationEvent::Failed { mediation, .. }
            | MediationEvent::ConfirmationAsked { mediation, .. }
            | MediationEvent::ConfirmationRuled { mediation, .. } => *mediation,
        };
        let Some(one) = self.mediations.iter_mut().find(|one| one.id == id) else {
            return;
        };
        one.apply(event);
        if let MediationEvent::ConfirmationRuled {
            ruling: Confirmation::Rejected,
            ..
        } = event
        {
            let demands = one.demands.clone();
            self.reopen(&demands);
        }
    }

    /// An agreement that the court did not confirm ends nothing: its demands are handled again.
    fn reopen(&mut self, demands: &[kernel::DemandId]) {
        for demand in &mut self.demands {
            if demands.contains(&demand.id) {
                demand.answer = None;
            }
        }
        self.take_out();
        self.stage = Stage::Handling;
    }
}

impl Mediation {
    fn apply(&mut self, event: &MediationEvent) {
        match event {
            MediationEvent::Consented { party, on, .. } => match party {
                Party::Petitioner => self.petitioner_agreed = Some(*on),
                Party::Other => self.other_agreed = Some(*on),
            },
            MediationEvent::Met { session, .. } => self.sessions.push(session.clone()),
            MediationEvent::Failed { reason, .. } => {
                self.state = MediationState::Failed;
                self.failed = Some(reason.clone());
            }
            MediationEvent::ConfirmationAsked { asked, .. } => {
                self.confirmation_asked = Some(asked.clone());
            }
            MediationEvent::ConfirmationRuled { ruling, words, .. } => {
                self.confirmation = Some((*ruling, words.clone()));
            }
            MediationEvent::Proposed { .. } => {}
        }
    }
}
