//! The county's words in the office's: one to one, no judgement.

use kernel::DemandId;
use matter::petition::Channel;
use matter::{Adoption, Decision, Opinion, ServiceMethod};
use office::vault::Identity;

/// A petitioner, as an office seals one.
pub fn identity(person: &county::Petitioner) -> Identity {
    Identity {
        name: person.name.clone(),
        phone: person.phone.clone().unwrap_or_default(),
        id_number: person.id_number.clone().unwrap_or_default(),
        address: person.address.clone(),
        external: String::new(),
    }
}

/// The four parts and the decision per demand; demands are counted from 1.
pub fn opinion(text: county::OpinionText) -> Opinion {
    let decisions = text
        .decisions
        .iter()
        .zip(1_u16..)
        .map(|(decision, number)| {
            let decision = match decision {
                county::Decision::Support => Decision::Support,
                county::Decision::Explain => Decision::Explain,
                county::Decision::NotSupport => Decision::NotSupport,
            };
            (DemandId(number), decision)
        })
        .collect();
    Opinion {
        request: text.request,
        facts: text.facts,
        opinion: text.opinion,
        basis: text.basis,
        decisions,
        lines: Vec::new(),
    }
}

/// What became of a suggestion.
pub fn adoption(adopted: county::Adoption) -> Adoption {
    match adopted {
        county::Adoption::Adopted => Adoption::Adopted,
        county::Adoption::Partly => Adoption::Partly,
        county::Adoption::Not => Adoption::NotAdopted,
    }
}

/// How an answer was served.
pub fn service(method: county::Service) -> ServiceMethod {
    match method {
        county::Service::InPerson => ServiceMethod::InPerson,
        county::Service::Post => ServiceMethod::Post,
        county::Service::Electronic => ServiceMethod::Web,
    }
}

/// How a petition came.
pub fn channel(channel: county::Channel) -> Channel {
    match channel {
        county::Channel::Letter => Channel::Letter,
        county::Channel::Visit => Channel::Visit,
        county::Channel::Online => Channel::Online,
        county::Channel::Call => Channel::Call,
        county::Channel::Video => Channel::Video,
        county::Channel::Hotline => Channel::Hotline,
        county::Channel::FromAbove => Channel::FromAbove,
    }
}

/// What somebody adds to a rating; most add nothing.
pub fn remark(index: usize, worst: u8) -> &'static str {
    const UNHAPPY: [&str; 4] = [
        "答复说已经办好，现场还是老样子。",
        "问了几次才有人联系，答复里没有说什么时候办完。",
        "",
        "只解决了一部分，剩下的没有说法。",
    ];
    const CONTENT: [&str; 6] = ["", "", "办得很快，谢谢。", "", "", "解释得清楚。"];
    match worst {
        3 => UNHAPPY[index % UNHAPPY.len()],
        _ => CONTENT[index % CONTENT.len()],
    }
}
