//! The limits that the program knows by name: what starts, meets or asks them. How long each is, and on what ground, stands in the
//! rulebook; here each has its name and its article once, so that no other file writes a code.

/// 登记并转送、交办: the petition department routes. 《信访工作条例》第二十二条.
pub const ROUTE: &str = "K1";
/// The national office's share of [`ROUTE`], where a local book splits it.
pub const ROUTE_NATIONAL: &str = "K1aN";
/// The province's share of [`ROUTE`].
pub const ROUTE_PROVINCE: &str = "K1aP";
/// The city's share of [`ROUTE`].
pub const ROUTE_CITY: &str = "K1aC";
/// The county's share of [`ROUTE`].
pub const ROUTE_COUNTY: &str = "K1aX";
/// 报请事项的决定: on a matter reported up. 《信访工作条例》第二十二条第一款第一项、第二十五条.
pub const DECIDE_REPORT: &str = "K1D";
/// 直接收到信访事项的告知: by an organ that got a petition directly. 《信访工作条例》第二十三条第二款.
pub const NOTIFY_DIRECT: &str = "K2";
/// 转送、交办事项的告知: by the organ it was sent to. 《信访工作条例》第二十三条第三款.
pub const NOTIFY_SENT: &str = "K3";
/// 对转送、交办提出异议. 《信访工作条例》第二十三条第三款.
pub const OBJECT: &str = "K4";
/// 核实异议: by whoever sent it. 《信访工作条例》第二十三条第三款, without a number of days.
pub const VERIFY_OBJECTION: &str = "K4V";
/// 受理争议的决定: by the common superior. 《信访工作条例》第二十四条第一款, without a number of days.
pub const SETTLE_DISPUTE: &str = "K4D";
/// 反馈办理结果: the completion report on an assignment. 《信访工作条例》第二十二条第一款第三项.
pub const REPORT_RESULT: &str = "K5";
/// 反馈协办意见: the contribution of a co-handling unit. 《信访工作条例》第二十四条第一款.
pub const CONTRIBUTE: &str = "K5C";
/// 办结信访事项: the handling period. 《信访工作条例》第三十四条.
pub const HANDLE: &str = "K6";
/// 处理检举控告并反馈. 《信访工作条例》第三十条, without a number of days.
pub const HANDLE_ACCUSATION: &str = "K6A";
/// 研究并回复建议意见. 《信访工作条例》第二十九条, without a number of days.
pub const ANSWER_SUGGESTION: &str = "K6S";
/// 履行法定职责或者答复: route five. 《信访工作条例》第三十一条第五项, without a number of days.
pub const PERFORM_DUTY: &str = "K8";
/// 履行法定职责的诉讼外限: when a suit for not performing becomes possible. 《行政诉讼法》第四十七条.
pub const DUTY_SUIT: &str = "K8a";
/// 申请复查: the petitioner's right. 《信访工作条例》第三十五条.
pub const ASK_REVIEW: &str = "K9";
/// 决定是否受理复查、复核申请: local books alone have it.
pub const TAKE_REVIEW: &str = "K10";
/// 被申请单位答辩. No national rule.
pub const RESPOND: &str = "K10A";
/// 答复征询: by a specialist organ in a review. No national rule.
pub const ADVISE_REVIEW: &str = "K10B";
/// 补正复查、复核申请: by the petitioner. No national rule.
pub const COMPLETE_REQUEST: &str = "K10S";
/// 作出复查意见. 《信访工作条例》第三十五条.
pub const REVIEW: &str = "K11";
/// 申请复核: the petitioner's right. 《信访工作条例》第三十六条第一款.
pub const ASK_RE_REVIEW: &str = "K12";
/// 作出复核意见. 《信访工作条例》第三十六条.
pub const RE_REVIEW: &str = "K13";
/// 责令重新办理: after a revocation. No national rule.
pub const REDO: &str = "K14";
/// 反馈改进建议的采纳情况. 《信访工作条例》第四十条第四款, without a number of days.
pub const ANSWER_ADVICE: &str = "K15";
/// 满意度评价. 《信访工作条例》第二十一条第二款.
pub const RATE: &str = "K17";
/// 共同申请司法确认. 《人民调解法》第三十三条；《民事诉讼法》第二百零五条.
pub const ASK_CONFIRMATION: &str = "K18";
/// 简易办理：逐级转送. 《信访事项简易办理办法（试行）》.
pub const SIMPLE_PASS_ON: &str = "K19";
/// 简易办理：决定是否受理. 《信访事项简易办理办法（试行）》.
pub const SIMPLE_ACCEPT: &str = "K20";
/// 简易办理：作出处理意见. 《信访事项简易办理办法（试行）》.
pub const SIMPLE_ANSWER: &str = "K21";
/// 实名检举控告：告知受理情况. 《纪检监察机关处理检举控告工作规则》.
pub const ACCUSER_TOLD: &str = "K22";
/// 实名检举控告：反馈处理结果. 《纪检监察机关处理检举控告工作规则》.
pub const ACCUSER_ANSWERED: &str = "K22R";
/// 纪检监察机关之间移送. 《纪检监察机关处理检举控告工作规则》第十五条、第十六条.
pub const PASS_ON_ACCUSATION: &str = "K23";
/// 检察机关程序性回复. The procuratorate's promise that every petition is answered.
pub const PROCURATORATE_REPLY: &str = "K24";
/// 检察机关办理过程或者结果答复. The same promise.
pub const PROCURATORATE_RESULT: &str = "K24R";
/// 热线工单: runs only with the setting `hotline_order`.
pub const HOTLINE: &str = "K26";
/// 听证通知提前期. No national rule.
pub const HEARING_NOTICE: &str = "K27";
/// 完成听证. No national rule.
pub const HEARING: &str = "K28";
/// 地方更短的转送、交办期限: runs only with the setting `fast_routing`.
pub const FAST_ROUTE: &str = "K29";
/// 履行处理意见或者协议: until the day that the opinion or agreement names. 《信访工作条例》第三十二条第二款；《人民调解法》第三十一条.
pub const CARRY_OUT: &str = "K32";
/// 反馈督办: until the day that the order names. 《信访工作条例》第四十条第一款.
pub const SUPERVISION: &str = "SUP";
/// 落实批示: until the day that the instruction names. 《信访工作条例》第十八条第二款.
pub const INSTRUCTION: &str = "INS";
/// 三级专班：报送工作方案. No national rule.
pub const PLAN_OF_THIRD_TIER: &str = "TP1";
/// 二级专班：报送工作方案. No national rule.
pub const PLAN_OF_SECOND_TIER: &str = "TP2";
/// 一级专班：报送工作方案. No national rule.
pub const PLAN_OF_FIRST_TIER: &str = "TP3";
/// 回访. Not in the Regulation.
pub const FOLLOW_UP: &str = "FUP";
