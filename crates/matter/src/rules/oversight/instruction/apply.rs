//! What reading, instructing and studying means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::instruction::InstructionEvent;

pub(crate) fn apply(matter: &mut Matter, event: &InstructionEvent) {
    let oversight = &mut matter.oversight;
    match event {
        InstructionEvent::Submitted(reading) => oversight.readings.push(reading.clone()),
        InstructionEvent::Written(instruction) => {
            for one in oversight
                .readings
                .iter_mut()
                .filter(|one| Some(one.id) == instruction.reading)
            {
                one.read = true;
            }
            oversight.instructions.push(instruction.clone());
        }
        InstructionEvent::Reported {
            instruction,
            text,
            on,
        } => {
            for one in oversight
                .instructions
                .iter_mut()
                .filter(|one| one.id == *instruction)
            {
                one.report = Some((*on, text.clone()));
            }
        }
        InstructionEvent::Studied(study) => {
            for one in oversight
                .instructions
                .iter_mut()
                .filter(|one| Some(one.id) == study.instruction)
            {
                one.report = Some((study.on, study.decision.clone()));
            }
            oversight.studies.push(study.clone());
        }
        InstructionEvent::Withdrawn { instruction } => {
            for one in oversight
                .instructions
                .iter_mut()
                .filter(|one| one.id == *instruction)
            {
                one.withdrawn = true;
            }
        }
    }
}
