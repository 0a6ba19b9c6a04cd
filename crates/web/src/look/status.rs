//! Where something stands: each mark is a word, a shape and a colour together.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// What kind of stage a matter is in; the stage's own words stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageTone {
    /// Nobody has taken it up yet.
    Waiting,
    /// Somebody is on it.
    Working,
    /// Answered, served, closed.
    Done,
    /// Ended without handling: not accepted, redirected.
    Ended,
}

/// A matter's stage.
pub fn stage_badge(tone: StageTone, label: &str) -> Markup {
    let (class, picture) = match tone {
        StageTone::Waiting => ("badge badge-waiting", Icon::Waiting),
        StageTone::Working => ("badge badge-working", Icon::Working),
        StageTone::Done => ("badge badge-done", Icon::Good),
        StageTone::Ended => ("badge badge-ended", Icon::Ended),
    };
    html! { span class=(class) { (icon(picture)) (label) } }
}

/// A clock's light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// In time.
    Green,
    /// Due soon.
    Yellow,
    /// Late.
    Red,
}

/// A light: a circle, a triangle or an octagon with its words ("还剩 12 天", "逾期 3 天").
pub fn light(colour: Light, words: &str) -> Markup {
    let (class, picture) = match colour {
        Light::Green => ("light light-green", Icon::Good),
        Light::Yellow => ("light light-yellow", Icon::Warning),
        Light::Red => ("light light-red", Icon::Late),
    };
    html! { span class=(class) { (icon(picture)) (words) } }
}

/// The form a petition came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// 来信.
    Letter,
    /// 来访.
    Visit,
    /// 网上信访.
    Web,
    /// 来电.
    Call,
    /// 视频接访.
    Video,
    /// 12345 转来.
    Hotline,
    /// 上级转送交办.
    Passed,
}

impl Channel {
    /// Its name.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Channel::Letter => lang.pick("来信", "Letter"),
            Channel::Visit => lang.pick("来访", "Visit"),
            Channel::Web => lang.pick("网上", "Web"),
            Channel::Call => lang.pick("来电", "Call"),
            Channel::Video => lang.pick("视频", "Video"),
            Channel::Hotline => lang.pick("12345 转来", "Hotline"),
            Channel::Passed => lang.pick("上级转交", "From above"),
        }
    }

    /// Its picture.
    pub fn icon(self) -> Icon {
        match self {
            Channel::Letter => Icon::Letter,
            Channel::Visit => Icon::Visit,
            Channel::Web => Icon::Web,
            Channel::Call => Icon::Call,
            Channel::Video => Icon::Video,
            Channel::Hotline => Icon::Hotline,
            Channel::Passed => Icon::Passed,
        }
    }
}

/// How a petition came in.
pub fn channel_tag(lang: Lang, channel: Channel) -> Markup {
    html! { span class="tag" { (icon(channel.icon())) (channel.label(lang)) } }
}

/// That a matter is sealed.
pub fn sealed_tag(lang: Lang) -> Markup {
    html! { span class="tag tag-sealed" { (icon(Icon::Sealed)) (lang.pick("密封件", "Sealed")) } }
}
