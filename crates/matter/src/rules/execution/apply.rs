//! What carrying out means for the matter.

use crate::model::execution::{ExecutionEvent, ExecutionState};
use crate::model::matter::Matter;

impl Matter {
    pub(crate) fn apply_execution(&mut self, event: &ExecutionEvent) {
        let id = match event {
            ExecutionEvent::Tracked { execution } => {
                self.executions.push(execution.clone());
                return self.settle();
            }
            ExecutionEvent::Urged { execution, .. }
            | ExecutionEvent::Reported { execution, .. } => *execution,
        };
        if let Some(found) = self.executions.iter_mut().find(|one| one.id == id) {
            match event {
                ExecutionEvent::Urged { words, .. } => found.urged.push(words.clone()),
                ExecutionEvent::Reported { done, result, .. } => {
                    found.state = if *done {
                        ExecutionState::Done
                    } else {
                        ExecutionState::NotDone
                    };
                    found.result = Some(result.clone());
                }
                ExecutionEvent::Tracked { .. } => {}
            }
        }
        self.settle();
    }
}
