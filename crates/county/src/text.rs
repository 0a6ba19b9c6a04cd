//! Subject and body in the tone of the channel.

use crate::case::{Case, Voice};
use crate::dice::Dice;
use crate::grammar::expand;
use crate::phrases::Who;
use crate::plan::{Channel, Purpose};

/// What surrounds the case in a text.
pub(crate) struct Frame {
    pub channel: Channel,
    pub anonymous: bool,
    /// More than one person signed or came.
    pub group: bool,
    /// Day and month of the earlier petition, when this is a repeat.
    pub earlier: Option<(i8, i8)>,
}

/// How the words of this channel reach the file.
pub(crate) fn voice(channel: Channel) -> Voice {
    match channel {
        Channel::Letter | Channel::Online => Voice::First,
        _ => Voice::Reported,
    }
}

/// A subject of 12 to about 30 characters.
pub(crate) fn subject(case: &Case, frame: &Frame, dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..3 {
        text = case.say(dice.phrase(&case.kind.subject), dice);
        if text.chars().count() <= 28 {
            break;
        }
    }
    let length = text.chars().count();
    if frame.earlier.is_some() && length <= 26 && dice.chance(40) {
        text.insert_str(0, dice.phrase(&["再次反映：", "催问：", "又一次请求："]));
    } else if length < 12 {
        let spot = case.spot_if_absent(&text);
        text.insert_str(0, &spot);
    }
    text
}

/// The demands, one to three.
pub(crate) fn demands(case: &Case, dice: &mut Dice) -> Vec<String> {
    let asks = &case.kind.ask;
    let count = 1 + dice.below(3);
    let mut chosen = dice.draw(asks.len(), count.min(asks.len()));
    chosen.sort_unstable();
    chosen
        .into_iter()
        .map(|at| {
            case.say(&asks[at], dice)
                .replace("其家", "信访人家")
                .replace('其', "信访人")
        })
        .map(|text| text.replace("信访人他", "其他"))
        .collect()
}

/// The body.
pub(crate) fn body(case: &Case, frame: &Frame, demands: &[String], dice: &mut Dice) -> String {
    let mut out = String::with_capacity(1_600);
    expand(head(frame.channel), case, dice, &mut out);
    expand(&introduction(case, frame), case, dice, &mut out);
    if let Some((month, day)) = frame.earlier {
        earlier(month, day, case, dice, &mut out);
    } else {
        expand(lead(frame.channel), case, dice, &mut out);
    }
    let kind = case.kind;
    expand(dice.phrase(&kind.open), case, dice, &mut out);
    let count = 2 + dice.below(kind.fact.len() - 1);
    for at in dice.draw(kind.fact.len(), count) {
        expand(&kind.fact[at], case, dice, &mut out);
    }
    if dice.chance(75) {
        expand(dice.phrase(&kind.detail), case, dice, &mut out);
    }
    closing(case, frame, demands, dice, &mut out);
    out
}

fn head(channel: Channel) -> &'static str {
    match channel {
        Channel::Letter => "尊敬的[县信访局领导|县委、县政府领导|领导同志]：[您好！|你们好！|]",
        Channel::Visit => "",
        Channel::Call => "",
        Channel::Hotline => "[12345热线转办：|【热线工单】|]",
        Channel::Online => "[领导好，|您好，|请问领导，||]",
        Channel::Video => "[视频接访记录：|视频接谈，]",
        Channel::FromAbove => "[市信访局转送：|市信访局转来群众网上反映：|上级转来信访件：]",
    }
}

/// The writer in words; only the place, never the name.
fn introduction(case: &Case, frame: &Frame) -> String {
    let role = match (case.kind.who, case.rural) {
        (Who::Worker, _) => "在外干活的[工人|务工人员]",
        (_, true) => "{镇}{村}[村民|{组}村民]",
        (Who::Owner, _) => "{小区}[业主|住户|{楼栋}的住户]",
        (Who::Parent, _) => "[{学校}的学生家长|一名学生家长]",
        (Who::Teacher, _) => "{镇}的一名教师",
        (Who::Merchant, _) => "[个体户|{路}的商户]",
        (Who::Elder, _) => "[退休工人|{小区}的老住户]",
        (Who::Patient, _) => "[患者家属|参保居民]",
        _ => "[县城居民|{小区}居民]",
    };
    let role = if frame.anonymous {
        "一名知情群众"
    } else {
        role
    };
    let caller = match frame.channel {
        Channel::Letter | Channel::Online if frame.group => return format!("我们是{role}。"),
        Channel::Letter | Channel::Online => return format!("我是{role}。"),
        Channel::Visit if frame.group => "来访群众推选的代表",
        Channel::Visit => "来访人",
        Channel::Call => "来电人",
        Channel::Hotline => "[市民|来电人]",
        Channel::Video | Channel::FromAbove => "信访人",
    };
    format!("{caller}[系|自述是]{role}。")
}

fn lead(channel: Channel) -> &'static str {
    match channel {
        Channel::Letter => {
            "[现将有关情况反映如下。|因下面这件事，特写信反映。|有一件事想向组织反映。|]"
        }
        Channel::Visit => "[接谈中反映，|来访主要反映：]",
        Channel::Call | Channel::Hotline => "[来电反映，|反映：|电话中称，]",
        Channel::Online => "[想反映一件事。|有个事想问一下。||]",
        Channel::Video | Channel::FromAbove => "[反映：|主要反映，]",
    }
}

/// The sentence that tells of the earlier petition.
fn earlier(month: i8, day: i8, case: &Case, dice: &mut Dice, out: &mut String) {
    let template = dice.phrase(&[
        "{我}@就这件事反映过一次，[登记了，一直没有消息|收到的答复没有解决问题]，[今天再说一遍|只好再来催问]。",
        "[同一件事|这个问题]@已经反映过，[问题还在|至今没有处理好|中间来过一个电话，没有下文]。",
        "@{我}[写过材料|找过一次]，[当时说会有人联系|说转给了主管部门]，[等到现在|到今天也没有人联系]。",
    ]);
    let date = format!("{month}月{day}日");
    expand(&template.replace('@', &date), case, dice, out);
}

fn closing(case: &Case, frame: &Frame, demands: &[String], dice: &mut Dice, out: &mut String) {
    let suggestion = case.kind.purpose() == Purpose::Suggestion;
    let ask = match frame.channel {
        _ if suggestion => "[建议：|因此建议，|希望能够]",
        Channel::Letter => "[为此，恳请|特请求|恳请领导过问，请求]",
        Channel::Visit | Channel::Video => "[来访人请求|诉求为：|请求]",
        Channel::Call | Channel::Hotline => "[来电人要求|诉求：|请求]",
        Channel::Online => "[希望能|麻烦相关部门|请求]",
        Channel::FromAbove => "[请求|信访人要求]",
    };
    let ask = if frame.channel == Channel::Video {
        ask.replace("来访人", "信访人")
    } else {
        ask.to_owned()
    };
    expand(&ask, case, dice, out);
    let me = if case.voice == Voice::First {
        "我"
    } else {
        "其"
    };
    for (at, demand) in demands.iter().enumerate() {
        if at > 0 {
            out.push('；');
        }
        out.push_str(&demand.replace("信访人", me));
    }
    out.push('。');
    expand(tail(frame.channel, suggestion), case, dice, out);
}

fn tail(channel: Channel, suggestion: bool) -> &'static str {
    match channel {
        _ if suggestion => "[供参考。|以上是个人想法，不对的地方请指正。||盼采纳。]",
        Channel::Letter => "[此致敬礼！|盼复。|{我}对所写内容负责。|望能得到答复，谢谢！]",
        Channel::Visit => {
            "[以上记录已向来访人宣读，无异议。|来访人递交了书面材料。|已告知办理程序。]"
        }
        Channel::Call => "[已告知来电人办理程序。|来电人希望电话回复。|]",
        Channel::Hotline => "[请核实处理并回复。|来电人希望尽快回复。|来电人要求对个人信息保密。]",
        Channel::Online => "[谢谢！|拜托了。|盼回复。|麻烦给个准话。|]",
        Channel::Video => "[接访领导已当场交办。|已告知后续程序。|]",
        Channel::FromAbove => "[请按规定办理。|]",
    }
}
