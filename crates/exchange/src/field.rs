//! The fields an arrival can have, and the column names they go by.

use std::fmt;

macro_rules! fields {
    ($($variant:ident $key:literal $title:literal [$($name:literal),*];)*) => {
        /// One thing an import can read about a petition.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Field {
            $(#[doc = concat!("`", $key, "`: ", $title)] $variant,)*
        }

        impl Field {
            /// Every field, in the order in which exports write them.
            pub const ALL: &'static [Field] = &[$(Field::$variant),*];

            /// Its name in mapping files, JSONL keys and exports.
            pub const fn key(self) -> &'static str {
                match self { $(Field::$variant => $key),* }
            }

            /// Its Chinese title.
            pub const fn title(self) -> &'static str {
                match self { $(Field::$variant => $title),* }
            }

            /// Column names recognised without a mapping, the preferred first.
            pub(crate) const fn default_names(self) -> &'static [&'static str] {
                match self { $(Field::$variant => &[$key, $title, $($name),*]),* }
            }
        }
    };
}

fields! {
    Id "id" "编号" ["external_id", "信访编号", "信访件编号", "留言编号", "登记编号"];
    User "user" "用户" ["user_id", "留言用户", "用户名", "用户编号", "网名"];
    Name "name" "姓名" ["petitioner_name", "信访人", "信访人姓名", "来信人", "来访人", "留言人"];
    Phone "phone" "电话" ["联系电话", "手机", "手机号", "手机号码", "联系方式"];
    IdNumber "id_number" "身份证号" ["身份证号码", "身份证", "证件号码"];
    Address "address" "住址" ["地址", "家庭住址", "联系地址", "通讯地址"];
    Subject "subject" "标题" ["title", "主题", "留言主题", "信访主题", "信访标题"];
    Body "body" "内容" ["content", "text", "反映内容", "信访内容", "留言详情", "诉求内容", "主要内容", "正文", "详情"];
    Time "time" "时间" ["received", "date", "信访日期", "信访时间", "留言时间", "登记时间", "登记日期", "来信日期", "来访日期", "日期"];
    Channel "channel" "信访渠道" ["渠道", "信访形式", "信访方式", "来源"];
    Unit "unit" "单位" ["责任单位", "承办单位", "办理单位"];
    Label "label" "内容分类" ["category", "分类", "类别", "一级标签", "一级分类"];
    Purpose "purpose" "信访目的" ["目的"];
    Place "place" "问题属地" ["属地", "发生地", "地点"];
    HeadCount "head_count" "人数" ["信访人数", "来访人数"];
    Reply "reply" "答复" ["答复意见", "答复内容", "回复", "回复内容"];
    ReplyTime "reply_time" "答复时间" ["答复日期", "回复时间", "回复日期"];
    Likes "likes" "点赞数" ["赞同数", "点赞"];
    Dislikes "dislikes" "反对数" ["反对"];
}

impl Field {
    /// The field that a mapping file calls `key`.
    pub fn from_key(key: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.key() == key)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（{}）", self.title(), self.key())
    }
}
